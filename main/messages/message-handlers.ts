import type { Handlers } from '#contract'
import type { Context } from '#main/app/ports'
import { cancelMessage } from './cancel-message'
import { previewOf } from './compose'
import { saveGateway, viewGateway } from './gateway/gateway-settings'
import { sendQueued } from './gateway/send-queued'
import { testGateway } from './gateway/test-gateway'
import { listMessages } from './message-view'
import { retryMessage } from './retry-message'
import { listTemplates, saveTemplate } from './templates'

export const messageHandlers: Handlers<'messages', Context> = {
  list: listMessages,
  templates: ({ db }) => listTemplates(db),
  preview: ({ db }, input) => previewOf(db, input),
  saveTemplate,
  retry: retryMessage,
  cancel: cancelMessage,
  sendNow: (context) => sendQueued(context),
  gateway: ({ db }) => viewGateway(db),
  saveGateway,
  testGateway,
}
