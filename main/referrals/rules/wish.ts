import { missing, type Rule } from './rule'

/** REF-02: only who asked for a loan, in a field that has loans (S0-08). */
export const wishRule: Rule = {
  gate: 'REF-02',
  clauses: ['S0-08'],
  lacks: ({ wish }) => missing(
    [!wish.loanWanted, 'درخواست تسهیلات ثبت نشده است، یا پس از وام پیشین درخواست تازه‌ای نیست.'],
    [!wish.fieldAllowsLoan, 'رشته تسهیلات ندارد.'],
  ),
  passed: () => 'متقاضی تسهیلات خواسته است.',
  failed: (_facts, lacks) => lacks.join(' '),
}
