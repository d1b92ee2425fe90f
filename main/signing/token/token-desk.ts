import type { MyKey, SigningFault, TokenModule } from '#contract/tokens'
import type { OutputOf } from '#contract'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { directorPost } from '#main/staff/index'
import { findActiveKey, type KeyRow } from '#db/signing/key-repo'
import { listTokens } from './find-token'
import { listedModule, readModuleList, type ListedModule } from './module-list'
import { loadNative } from './native'
import { openModule } from './open-module'
import { openSession } from './open-session'
import { factsOf } from './private-key'
import { judgeKey, toShown } from './token-policy'

/** The modules that IT listed and what is in their readers now; a module that can't be used says why. */
export const describeTokens = ({ home }: Context): OutputOf<'signing.tokens'> => {
  const { configured, modules } = readModuleList(home)
  const supported = loadNative() !== null
  return { supported, configured, modules: supported ? modules.map(describeModule) : [] }
}

const describeModule = (listed: ListedModule): TokenModule => {
  const { id, title } = listed
  try {
    const module = openModule(listed)
    try {
      return { id, title, fault: null, tokens: listTokens(module).map(({ info }) => info) }
    } finally {
      module.close()
    }
  } catch (error) {
    if (error instanceof Fault && error.code === 'TOKEN_MODULE_UNFIT') return { id, title, fault: causeOf(error), tokens: [] }
    throw error
  }
}

const causes = ['configuration', 'unknown', 'missing', 'open_to_others', 'not_pkcs11'] as const
const causeOf = ({ details }: Fault): NonNullable<TokenModule['fault']> => causes.find((cause) => cause === details['cause']) ?? 'failed'

/** The signed-in Director's key as the signing dialog asks for it. No PIN is tried. */
export const describeMyKey = (context: Context): MyKey | null => {
  const key = findActiveKey(context.db, 'director', context.actor.username)
  if (!key || directorPost(context.db, key.holder) !== key.use) return null
  const { kid, bits, alg, store, token } = key
  return token ? { kid, bits, alg, store, ...describeOnToken(context, key, token) } : { kid, bits, alg, store, token: null, obstacle: null }
}

const describeOnToken = (context: Context, { publicPem }: KeyRow, token: NonNullable<KeyRow['token']>): Pick<MyKey, 'token' | 'obstacle'> => {
  const title = readModuleList(context.home).modules.find(({ id }) => id === token.module)?.title ?? token.module
  const blank = { ...token, moduleTitle: title, tries: 'normal' as const, certificate: null, warnings: [] }
  try {
    const session = openSession(listedModule(context.home, token.module), token.serial)
    try {
      const facts = factsOf(session, session.slot, token.keyId, null)
      const { refusals, warnings } = judgeKey(facts, context.clock.now())
      const certificate = facts.certificate && facts.certificate !== 'unreadable' ? toShown(facts.certificate) : null
      // What shows no public half before its PIN is judged when it is opened.
      const known = facts.publicKey ? refusals : refusals.filter((refusal) => refusal !== 'not_rsa')
      const another = facts.publicKey && facts.publicKey.export({ type: 'spki', format: 'pem' }) !== publicPem
      const obstacle = another ? { code: 'TOKEN_KEY_ABSENT' as const, details: {} }
        : known.length > 0 ? { code: 'TOKEN_KEY_REFUSED' as const, details: { causes: known } } : null
      return { token: { ...blank, tries: session.info.tries, certificate, warnings }, obstacle }
    } finally {
      session.close()
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const locked = error.code === 'TOKEN_LOCKED'
    return { token: { ...blank, tries: locked ? 'locked' : 'normal' }, obstacle: { code: error.code as SigningFault, details: obstacleDetails(error) } }
  }
}

const obstacleDetails = ({ details }: Fault): { cause?: string } => (typeof details['cause'] === 'string' ? { cause: details['cause'] } : {})
