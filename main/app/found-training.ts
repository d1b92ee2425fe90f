import { foundOffice } from './found-office'
import type { GateContext } from './gate-context'
import { publishAidResults } from './rehearsal/aid-feed'
import { openDesk } from './rehearsal/desk'
import { fillTrainingOffice } from './rehearsal/training-data'
import { sampleSubmissions } from './sample'
import { trainingOffice, trainingPosts, trainingUsers } from './training-staff'

/**
 * Founds the practice office with its invented users and, if wished, dossiers in every state.
 * Its registry ran for the founding only; the first sign-in starts it where the office then lies.
 * @param gate of a core of the office's own (foundAside).
 */
export const foundTrainingOffice = async (gate: GateContext, sampleData: boolean): Promise<void> => {
  const posted = trainingUsers.map(({ role, ...user }) => ({ ...user, post: trainingPosts[role] ?? '', roles: [role] }))
  const manager = posted.find(({ roles }) => roles.includes('system_manager'))
  if (!manager) throw new Error('a training office needs its manager')
  const context = foundOffice(gate, trainingOffice, manager, posted.filter((user) => user !== manager))
  if (sampleData) {
    const desk = await openDesk(gate.connect)
    try {
      await fillTrainingOffice(desk, sampleSubmissions(), gate.clock.today())
      const registry = await gate.trainingRegistry.ensure(context.office.unit)
      if (registry) {
        await publishAidResults(registry.controlUrl, context.office.unit, gate.clock.today())
        await desk.it.call('registry.enrol', { url: registry.url, code: await registry.enrolCode() })
        await desk.it.call('registry.sync', {})
      }
    } finally {
      desk.close()
    }
  }
}
