import { z } from 'zod'
import { activityTypes, documentKinds, entityKinds, skillEvidences } from '../applicants'

const day = z.iso.date()
const text = (max: number) => z.string().min(1).max(max)
const maybe = <T extends z.ZodType>(schema: T) => schema.nullable().optional()

/**
 * Body of `online_dossier` on stream `dossiers`: a request that the centre's own registration took in (S0-15), with its code
 * and the day from which the fourteen days count. What is inside a member is judged by the rules of the counter.
 */
export const onlineDossier = z.object({
  central_code: text(40),
  filed_on: day,
  activity_type: z.enum(activityTypes).exclude(['cooperative']),
  /** Of a company: its representative. */
  person: z.object({
    national_id: text(20), first_name: text(60), last_name: text(60), father_name: text(60), birth_date: day, gender: z.enum(['female', 'male']),
    military_status: maybe(z.enum(['completed', 'exempt'])), mobile: text(20), county_code: text(10), address: text(200), postal_code: text(20),
    government_employee: z.boolean(),
  }),
  entity: maybe(z.object({
    legal_id: text(20), name: text(120), registration_no: text(20), registered_on: day, kind: z.enum(entityKinds), representative_post: text(80),
  })),
  answers: z.object({
    iranian: maybe(z.boolean()), resides_at_place: maybe(z.boolean()), related_years: maybe(z.int()), own_share_percent: maybe(z.int()),
    clean_record: maybe(z.boolean()), has_skill: maybe(z.boolean()), covered_committed: maybe(z.int()), supporting_body: maybe(z.string().max(120)),
    wish_for_supporter: maybe(z.string().max(120)),
  }),
  plan: z.object({
    field_code: text(16), plan_title: text(120), skill_evidence: z.enum(skillEvidences), loan_wanted: z.boolean(), loan_amount_rial: maybe(z.int()),
    sheba: maybe(z.string().max(40)), documents: z.array(z.enum(documentKinds)).max(documentKinds.length),
    details: maybe(z.object({
      description: z.string().max(2000), workers_family: maybe(z.int()), workers_other: maybe(z.int()), equipment: z.string().max(500),
      capital_rial: maybe(z.int()), own_share_rial: maybe(z.int()), place_kind: maybe(z.enum(['deed', 'contract'])), market_note: z.string().max(500),
    })),
  }),
})
export type OnlineDossierBody = z.infer<typeof onlineDossier>
