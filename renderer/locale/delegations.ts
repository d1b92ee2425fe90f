import type { DelegationRefusal, DelegationState } from '#contract/delegations'
import type { DelegationKind } from '#contract/verify/delegation'

/** Why an acting director may not decide or sign something now. */
export const refusalReasons: Record<DelegationRefusal, string> = {
  delegation_absent: 'حکم جانشینی ندارید؛ مدیرکل باید آن را بدهد.',
  delegation_dates: 'امروز در روزهای حکم جانشینی شما نیست.',
  delegation_revoked: 'مدیرکل به جانشینی شما پایان داده است.',
  delegation_scope: 'بیرون از محدودۀ حکم جانشینی شماست؛ برای مدیرکل می‌ماند.',
  delegation_full: 'شمار مجاز حکم جانشینی شما پر شده است.',
}

export const stateNames: Record<DelegationState, string> = {
  active: 'در جریان', upcoming: 'هنوز آغاز نشده', over: 'روزش گذشته', ended: 'پایان داده شده', void: 'بی‌اثر',
}

export const kindNames: Record<DelegationKind, string> = { permit: 'مجوز', referral: 'معرفی به بانک', revocation: 'ابطال و تعلیق' }
