import type { DossierPorts } from '#main/dossiers/index'
import { closePermitsOf, confirmInstantly } from '#main/permits/index'

/** What the dossiers ask of slices to their right: one wiring for the screens' door and the registry's feed. */
export const dossierPorts: DossierPorts = {
  confirmInstantly,
  closePermitsOf,
}
