import { afterEach, expect, test } from 'vitest'
import { readDevice } from '#db/registry/device-repo'
import { ordinaryConfig, type Config } from '#contract/config'
import { startProxy } from '#main/network/testing/connect-proxy'
import { newAuthority } from '#main/network/testing/private-authority'
import { networkHandlers } from '#main/network/index'
import { startRegistry } from '#registry/server/start-registry'
import { pinOf } from '../network/open-client'
import { appendOne, calmPorts, clock, contextOf, enrolAt, newFolder, openOffice } from './testing/office'
import { runSync } from './index'

const closers: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

test('security row 12: enrolment and delivery go through the machine’s proxy, under its authority and pins; a registry with another key gets nothing', async () => {
  const authority = newAuthority()
  const [own, backup] = [authority.issue('registry.example.ir'), authority.issue('registry.example.ir')]
  const folder = newFolder()
  const registry = await startRegistry({ db: `${folder}/registry.db`, port: 0, controlPort: 0, training: true, now: clock.now, tls: own })
  const proxy = await startProxy({ auth: 'mohr:secret of the proxy' })
  const db = openOffice(`${folder}/office.db`)
  closers.push(() => registry.close(), () => proxy.close(), () => { db.close() })
  const pinned = (...pins: string[]): Config => ({
    ...ordinaryConfig, proxy: { url: proxy.url, noProxy: [] }, ca: [authority.caPem], pins: { 'registry.example.ir': pins },
  })
  const context = { ...contextOf(db), config: pinned(pinOf(own.certificate), pinOf(backup.certificate)) }
  const named = { url: registry.url.replace('127.0.0.1', 'registry.example.ir'), control: registry.control }
  await expect(enrolAt(named, context)).rejects.toMatchObject({ code: 'REGISTRY_UNREACHABLE' })
  const told = await networkHandlers.saveProxyCredentials(context, { credentials: { username: 'mohr', password: 'secret of the proxy' } })
  expect(told).toMatchObject({ proxy: { credentialsSet: true }, pinnedHosts: ['registry.example.ir'] })
  expect(JSON.stringify([told, db.prepare('SELECT payload FROM ledger_entries').all()])).not.toContain('secret of the proxy')
  // No certificate is pasted: the machine's authorities vouch.
  await enrolAt(named, context)
  expect(readDevice(db)).toMatchObject({ url: named.url, caPem: null })
  appendOne(context, 'dossier.open', 'd1', 0, { note: 'x' })
  expect(await runSync(context, calmPorts())).toMatchObject({ exitCode: 0, remaining: 0 })
  expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${named.url.slice('https://'.length)}`]))
  appendOne(context, 'dossier.open', 'd2', 0, { note: 'y' })
  const stranger = authority.issue('registry.example.ir')
  expect(await runSync({ ...context, config: pinned(pinOf(stranger.certificate), pinOf(backup.certificate)) }, calmPorts())).toMatchObject({ exitCode: 31, remaining: 1 })
  expect(await runSync({ ...context, config: ordinaryConfig }, calmPorts())).toMatchObject({ exitCode: 20 })
})
