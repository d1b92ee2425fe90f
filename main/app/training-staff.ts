import type { TrainingUser } from '#contract/office'

/** One passphrase for every invented user: a training office holds no real data and its permits say «آزمایشی». */
const passphrase = 'mohr-training-office'

/** The invented staff of a training office. Their names are nobody's. */
export const trainingUsers: readonly TrainingUser[] = [
  { username: 'director', displayName: 'علیرضا نیک‌سرشت', role: 'director', passphrase },
  { username: 'expert', displayName: 'سمیه ظهیری', role: 'expert', passphrase },
  { username: 'clerk', displayName: 'زهرا آل‌کثیر', role: 'clerk', passphrase },
  { username: 'inspector', displayName: 'رضا چنانی', role: 'inspector', passphrase },
  { username: 'manager', displayName: 'کیوان رستگار', role: 'system_manager', passphrase },
  { username: 'it', displayName: 'حمید دریساوی', role: 'it', passphrase },
  { username: 'auditor', displayName: 'مینا خسرجی', role: 'auditor', passphrase },
]

export const trainingOffice = { name: 'اداره‌کل آموزشی خوزستان', unit: '0600', training: true }

/** Posts as printed under a signature. */
export const trainingPosts: Readonly<Record<string, string>> = {
  director: 'مدیرکل تعاون، کار و رفاه اجتماعی',
  expert: 'کارشناس مشاغل خانگی',
  clerk: 'متصدی پیشخوان',
  inspector: 'بازرس مشاغل خانگی',
  system_manager: 'مدیر سیستم',
  it: 'فناوری اطلاعات',
  auditor: 'حسابرس',
}
