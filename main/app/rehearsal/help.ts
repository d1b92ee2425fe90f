import type { Desk } from './desk'
import { dossiersIn } from './casework'

/** Whom the invented citizens may call, and what two of them asked (S0-26, S3-14): one waits for the expert's answer. */
export const fillHelp = async (desk: Desk): Promise<void> => {
  const contacts = [
    { countyCode: null, name: 'سمیه ظهیری', post: 'کارشناس مشاغل خانگی ادارۀ کل', phone: '061-33360000', hours: 'شنبه تا چهارشنبه، ۸ تا ۱۴' },
    { countyCode: '0603', name: 'ناهید باوی', post: 'کارشناس ادارۀ اهواز', phone: '061-33361111', hours: 'شنبه تا چهارشنبه، ۸ تا ۱۳' },
    { countyCode: '0608', name: 'حسین لرکی', post: 'کارشناس ادارۀ دزفول', phone: '061-42220000', hours: '' },
  ]
  for (const contact of contacts) await desk.manager.call('enquiries.saveContact', contact)
  const [waiting] = await dossiersIn(desk, 'at_agency')
  if (waiting) {
    await desk.clerk.call('enquiries.ask', {
      service: 'home_business', channel: 'phone', dossierId: waiting.id, asker: waiting.name, contact: '', question: 'دستگاه اجرایی کی نظر می‌دهد؟',
    })
  }
  const aid = await desk.clerk.call('enquiries.ask', {
    service: 'aid', channel: 'counter', asker: 'کریم نمونه‌زاده', contact: '09160000000', question: 'نتیجۀ اعتراض را کجا ببینم؟',
  })
  await desk.expert.call('enquiries.answer', { id: aid.id, version: aid.version, answer: 'در درگاه و با همان شمارۀ اعتراض.' })
}
