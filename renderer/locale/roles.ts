import type { Role } from '#contract'

export const roleNames: Record<Role, string> = {
  director: 'مدیرکل',
  expert: 'کارشناس',
  clerk: 'متصدی پیشخوان',
  inspector: 'بازرس',
  system_manager: 'مدیر سیستم',
  it: 'فناوری اطلاعات',
  auditor: 'حسابرس',
}

/** Who made an entry that no person made. */
export const programRole = 'خودکار'
