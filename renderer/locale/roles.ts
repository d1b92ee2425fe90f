import type { Role } from '#contract'

export const roleNames: Record<Role, string> = {
  director: 'مدیرکل',
  expert: 'کارشناس',
  clerk: 'متصدی پیشخوان',
  system_manager: 'مدیر سیستم',
  it: 'فناوری اطلاعات',
}
