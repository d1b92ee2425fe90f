import { randomUUID } from 'node:crypto'
import type { GatewayTest } from '#contract/messages'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { wayOf } from '#main/network/index'
import { gatewayOf } from './gateway-settings'
import { openHttpGateway } from './http-gateway'

const testText = 'پیام آزمایشی سامانه مشاغل خانگی. نیازی به پاسخ نیست.'

/** One real SMS by the stored settings, so that they are tried before a citizen's message is. @throws Fault GATEWAY_ABSENT. */
export const testGateway = async (context: Context, { mobile }: { mobile: string }): Promise<GatewayTest> => {
  const { http, secret } = gatewayOf(context.db)
  if (!http) throw new Fault('GATEWAY_ABSENT')
  const gateway = openHttpGateway(http, secret, wayOf(context))
  const began = performance.now()
  try {
    const { kind, status } = await gateway.send({ mobile, text: testText, key: randomUUID() })
    return { verdict: kind, status, seconds: Math.round(performance.now() - began) / 1000 }
  } finally {
    gateway.close()
  }
}
