import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export type ProxyCredentials = { username: string; password: string }

export const readProxyCredentials = (db: Reader): ProxyCredentials | undefined =>
  prepared<[], ProxyCredentials>(db, 'SELECT username, password FROM proxy_credentials WHERE one = 1').get()

/** Null forgets them. */
export const saveProxyCredentials = (db: Writer, credentials: ProxyCredentials | null): void => {
  db.prepare('DELETE FROM proxy_credentials').run()
  if (credentials) db.prepare('INSERT INTO proxy_credentials VALUES (1, @username, @password)').run(credentials)
}
