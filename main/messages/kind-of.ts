import type { MessageKey, MessageKind } from '#contract/messages'

const asking: Partial<Record<MessageKey, MessageKind>> = {
  'dossier.correction': 'correction', 'dossier.documents': 'documents', 'dossier.visit_needed': 'visit',
}

/** S3-12: whether a message asks the applicant for a correction, documents or a visit, or only tells a stage. */
export const kindOf = (key: MessageKey): MessageKind => asking[key] ?? 'stage'
