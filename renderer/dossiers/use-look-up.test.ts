import { beforeEach, expect, test, vi } from 'vitest'
import { effectScope, reactive } from 'vue'
import { connect } from '../api'
import { fillingOf } from './filling'
import { emptyPerson } from './intake-form'
import { useLookUp } from './use-look-up'

const known = {
  nationalId: '0084575948', firstName: 'زینب', lastName: 'موسوی', fatherName: 'هاشم', birthDate: '1990-10-22', gender: 'female', militaryStatus: null,
  mobile: '09161234567', countyCode: '0603', address: 'اهواز، کیانپارس', postalCode: '6134678911', governmentEmployee: false,
}
beforeEach(() => {
  connect({
    call: (_, input) => Promise.resolve({ ok: true, value: { person: JSON.stringify(input).includes(known.nationalId) ? known : null, entity: null, dossiers: [] } }),
    on: () => () => undefined,
  })
})

test('S3-05: an ID mended to another\'s leaves nothing of the first person in the form, also after the section was left', async () => {
  const form = reactive(emptyPerson())
  const filling = fillingOf(form, emptyPerson)
  const shown = (): ReturnType<typeof effectScope> => {
    const scope = effectScope()
    scope.run(() => useLookUp(form, filling, () => null))
    return scope
  }
  const section = shown()
  form.nationalId = known.nationalId
  await vi.waitFor(() => { expect(form.mobile).toBe('09161234567') })
  section.stop()

  const again = shown()
  form.nationalId = '17400000'
  form.nationalId = '1740000013'
  await vi.waitFor(() => { expect(form).toEqual({ ...emptyPerson(), nationalId: '1740000013' }) })
  again.stop()
})
