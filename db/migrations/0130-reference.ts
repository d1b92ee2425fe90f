import type { Writer } from '../handle'
import type { Migration } from '../migrate'

/** The lists as of this version: an office founded before has to choose from something. */
const reasons = [
  ['refusal', 'personal_competence', 'نداشتن اهلیت فردی', 'اهلیت فردی', ''],
  ['refusal', 'technical_competence', 'نداشتن اهلیت فنی', 'اهلیت فنی', ''],
  ['refusal', 'conditions', 'نداشتن شرایط رشته', 'شرایط رشته', ''],
  ['refusal', 'not_home_business', 'طرح در تعریف مشاغل خانگی نمی‌گنجد', 'خارج از تعریف', ''],
  ['refusal', 'place', 'محل اجرای طرح خانه محل سکونت متقاضی نیست', 'محل طرح', ''],
  ['refusal', 'neighbours', 'مزاحمت برای همسایگان', 'مزاحمت همسایگان', ''],
  ['refusal', 'documents_invalid', 'مدارک نادرست یا بی‌اعتبار', 'مدارک نامعتبر', ''],
  ['refusal', 'no_answer', 'نرسیدن اصلاح یا مدارک خواسته‌شده', 'نرسیدن مدارک', ''],
  ['correction', 'person_details', 'اصلاح مشخصات فردی', 'مشخصات فردی', 'correction'],
  ['correction', 'address', 'اصلاح نشانی یا کد پستی', 'نشانی', 'correction'],
  ['correction', 'plan', 'اصلاح مشخصات طرح', 'مشخصات طرح', 'correction'],
  ['correction', 'field', 'اصلاح رشتۀ انتخابی', 'رشته', 'correction'],
  ['correction', 'skill', 'ارائۀ گواهی مهارت', 'گواهی مهارت', 'documents'],
  ['correction', 'identity', 'ارائۀ تصویر خوانای شناسنامه و کارت ملی', 'مدارک هویتی', 'documents'],
  ['correction', 'military', 'ارائۀ کارت پایان خدمت یا معافیت', 'کارت پایان خدمت', 'documents'],
  ['correction', 'home', 'ارائۀ سند مالکیت یا قولنامۀ خانه', 'سند یا قولنامه', 'documents'],
  ['correction', 'health_card', 'ارائۀ کارت بهداشت', 'کارت بهداشت', 'documents'],
  ['correction', 'confirmation', 'ارائۀ تأییدیۀ دستگاه مرتبط', 'تأییدیۀ دستگاه', 'documents'],
  ['revocation', 'skill_expired', 'نرسیدن گواهی مهارت یا تجربه در شش ماه', 'نبود مهارت', ''],
  ['revocation', 'false_statement', 'اظهار خلاف واقع', 'اظهار خلاف واقع', ''],
  ['revocation', 'inactive', 'فعال نبودن کسب‌وکار در بازدید', 'فعال نبودن', ''],
  ['revocation', 'holder_request', 'درخواست دارندۀ مجوز', 'درخواست دارنده', ''],
  ['revocation', 'central_order', 'دستور مرجع مرکزی', 'دستور مرکز', ''],
  ['revocation', 'other', 'دلیل دیگر، با شرح در پرونده', 'دلیل دیگر', ''],
] as const

const fillReasons = (db: Writer): void => {
  const insert = db.prepare("INSERT INTO reasons VALUES (?, ?, ?, ?, ?, NULL, NULL, 'نمونه', 1)")
  for (const reason of reasons) insert.run(...reason)
  for (const name of ['refusalReasons', 'correctionReasons', 'revocationReasons']) {
    db.prepare("INSERT OR IGNORE INTO reference_sets VALUES (?, 1, 'نمونه', '')").run(name)
  }
}

/**
 * Reference tables with validity, source and version; every version of a row stays readable. Holidays, listed reasons,
 * resolutions (S1-A11), service agreements (S0-14, S0-29, S0-30) and the history of settings.
 */
export const migration: Migration = {
  version: 130,
  up: (db) => {
    for (const table of ['agencies', 'banks', 'counties']) {
      db.exec(`ALTER TABLE ${table} ADD COLUMN from_day TEXT; ALTER TABLE ${table} ADD COLUMN to_day TEXT;`)
    }
    for (const table of ['fields', 'agencies', 'banks', 'counties']) {
      db.exec(`
        ALTER TABLE ${table} ADD COLUMN source TEXT NOT NULL DEFAULT '';
        ALTER TABLE ${table} ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);
      `)
    }
    db.exec(`
      ALTER TABLE fields ADD COLUMN second_agencies TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(second_agencies));
      ALTER TABLE fields ADD COLUMN confirmations TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(confirmations));
      ALTER TABLE fields ADD COLUMN model INTEGER NOT NULL DEFAULT 0 CHECK (model IN (0, 1));
      ALTER TABLE agencies ADD COLUMN kind TEXT NOT NULL DEFAULT 'executive' CHECK (kind IN ('executive', 'supportive'));
      ALTER TABLE agencies ADD COLUMN level TEXT NOT NULL DEFAULT 'province' CHECK (level IN ('county', 'province', 'headquarters'));
      ALTER TABLE banks ADD COLUMN short_title TEXT NOT NULL DEFAULT '' CHECK (length(short_title) <= 11);
      UPDATE banks SET short_title = substr(title, 1, 11);

      CREATE TABLE holidays (
        code TEXT PRIMARY KEY CHECK (length(code) = 10),
        title TEXT NOT NULL,
        certainty TEXT NOT NULL CHECK (certainty IN ('official', 'estimated')),
        from_day TEXT,
        to_day TEXT,
        source TEXT NOT NULL,
        version INTEGER NOT NULL CHECK (version > 0)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE reasons (
        kind TEXT NOT NULL CHECK (kind IN ('refusal', 'correction', 'revocation')),
        code TEXT NOT NULL,
        title TEXT NOT NULL,
        short_title TEXT NOT NULL,
        asks TEXT NOT NULL CHECK (asks IN ('', 'correction', 'documents')),
        from_day TEXT,
        to_day TEXT,
        source TEXT NOT NULL,
        version INTEGER NOT NULL CHECK (version > 0),
        PRIMARY KEY (kind, code)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE resolutions (
        code TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        issued_on TEXT NOT NULL,
        body TEXT NOT NULL,
        text TEXT NOT NULL,
        rule_sets TEXT NOT NULL CHECK (json_valid(rule_sets)),
        from_day TEXT,
        to_day TEXT,
        source TEXT NOT NULL,
        version INTEGER NOT NULL CHECK (version > 0)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE agreements (
        service TEXT NOT NULL CHECK (service IN ('home_business', 'aid')),
        version INTEGER NOT NULL CHECK (version > 0),
        text TEXT NOT NULL,
        from_day TEXT NOT NULL,
        closes_on TEXT,
        closing_law TEXT NOT NULL,
        published_at TEXT NOT NULL,
        published_by TEXT NOT NULL,
        CHECK (closes_on IS NULL OR closing_law <> ''),
        PRIMARY KEY (service, version)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE reference_history (
        name TEXT NOT NULL,
        code TEXT NOT NULL,
        version INTEGER NOT NULL,
        row TEXT NOT NULL CHECK (json_valid(row)),
        source TEXT NOT NULL,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        PRIMARY KEY (name, code, version)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE setting_history (
        seq INTEGER PRIMARY KEY,
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        at TEXT NOT NULL,
        by TEXT NOT NULL
      ) STRICT;
      CREATE INDEX setting_history_by_key ON setting_history (key, seq);
    `)
    if (db.prepare('SELECT 1 FROM fields LIMIT 1').get() !== undefined) fillReasons(db)
    for (const table of ['reference_history', 'setting_history', 'agreements']) {
      db.exec(`
        CREATE TRIGGER ${table}_kept BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, 'what was in force stays readable'); END;
        CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, 'what was in force stays readable'); END;
      `)
    }
    for (const table of ['fields', 'agencies', 'banks', 'counties', 'holidays', 'reasons', 'resolutions']) {
      db.exec(`CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, 'a row ends, it is never deleted'); END;`)
    }
  },
}
