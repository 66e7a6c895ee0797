import { randomBytes } from 'node:crypto';
import type { LicenceOperator, LicenceRecord } from '../../src/contracts/licence-api.ts';
import type { Clock } from '../../src/support/clock.ts';
import { hallDay } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';
import type { AuthCodes } from './auth-codes.ts';
import type { LibraryProblem } from './library-problem.ts';
import type { LibraryUser } from './licence-accounts.ts';
import type { LicenceCatalogue } from './licence-catalogue.ts';

/** The fields without which no licence can be made: whose it is, who issues it, and when. */
const neededFields = ['CYRMC', 'CYRSFZJLX', 'CYRSFZJHM', 'FZJGMC', 'FZRQ'] as const;

const serialAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A new licence as its issuer describes it. */
export interface NewLicence {
  readonly typeCode: string;
  /** Values by field key of the type. */
  readonly fields: Readonly<Record<string, string>>;
  readonly operator: LicenceOperator;
}

/** A licence by its type and its code, which have to belong together. */
export interface LicenceName {
  readonly typeCode: string;
  readonly licenceCode: string;
}

/** A file that belongs to a licence. */
export interface LicenceAttachment {
  readonly fileName: string;
  readonly data: Uint8Array;
}

/** The side of the licence library that makes licences. An organisation reaches only those that it issues itself. */
export class LicenceIssuing {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #catalogue: LicenceCatalogue;
  readonly #codes: AuthCodes;

  constructor(db: Database, clock: Clock, catalogue: LicenceCatalogue, codes: AuthCodes) {
    this.#db = db;
    this.#clock = clock;
    this.#catalogue = catalogue;
    this.#codes = codes;
  }

  /** Makes a draft of a licence. @returns its code and a 用证码 with which its issuer may look at it */
  async create(
    user: LibraryUser,
    { typeCode, fields, operator }: NewLicence,
  ): Promise<Result<{ readonly licenceCode: string; readonly authCode: string }, LibraryProblem>> {
    const type = await this.#catalogue.find(typeCode);
    if (type === undefined) return err('licence-type-unknown');
    const known = new Set(type.fields.map(({ key }) => key));
    if (Object.keys(fields).some((key) => !known.has(key))) return err('licence-field-unknown');
    if (neededFields.some((key) => (fields[key] ?? '') === '')) return err('licence-field-missing');

    const licenceCode = this.#newCode(user.division_code);
    const { CYRMC = '', CYRSFZJLX = '', CYRSFZJHM = '', FZJGMC = '', FZRQ = '' } = fields;
    const record: LicenceRecord = {
      license_code: licenceCode,
      license_item_code: typeCode,
      name: type.name,
      license_type: type.kind,
      license_status: 'DRAFT',
      holder_name: CYRMC,
      holder_identity_type: CYRSFZJLX,
      holder_identity_num: CYRSFZJHM,
      issue_org_name: FZJGMC,
      issue_org_code: user.org_code,
      issue_date: FZRQ,
      begin_date: fields['YXQKSRQ'] ?? '',
      expiry_date: fields['YXQJSRQ'] ?? '',
      trust_level: 'A',
      correlative_license: null,
    };
    await this.#db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('licences')
        .values({
          license_code: licenceCode,
          license_item_code: typeCode,
          record: JSON.stringify(record),
          fields: JSON.stringify({ ZZMC: type.name, ZZHM: licenceCode, ...fields }),
        })
        .execute();
      await transaction
        .insertInto('licence_holders')
        .values(
          [...new Set(CYRSFZJHM.split(','))].map((identity_num) => ({
            identity_num,
            license_code: licenceCode,
          })),
        )
        .execute();
    });
    const purpose = {
      caseId: licenceCode,
      itemCode: null,
      isAgreed: false,
      orgName: user.org_name,
      operator: operator.account,
      cause: '签发前核对',
    };
    const [authCode = ''] = await this.#codes.give([licenceCode], purpose);
    return ok({ licenceCode, authCode });
  }

  /** Puts a file to a licence that is not issued yet. */
  async attach(
    user: LibraryUser,
    licence: LicenceName,
    { fileName, data }: LicenceAttachment,
  ): Promise<Result<null, LibraryProblem>> {
    const record = await this.#own(user, licence);
    if (!record.ok) return record;
    if (record.value.license_status !== 'DRAFT') return err('licence-status-wrong');
    const inserted = await this.#db
      .insertInto('licence_attachments')
      .values({ license_code: licence.licenceCode, file_name: fileName, file_data: data })
      .onConflict((conflict) => conflict.doNothing())
      .returning('file_name')
      .executeTakeFirst();
    return inserted === undefined ? err('attachment-exists') : ok(null);
  }

  /** A file that was put to a licence. */
  async attachment(
    user: LibraryUser,
    licence: LicenceName,
    fileName: string,
  ): Promise<Result<LicenceAttachment, LibraryProblem>> {
    const record = await this.#own(user, licence);
    if (!record.ok) return record;
    const found = await this.#db
      .selectFrom('licence_attachments')
      .select('file_data')
      .where('license_code', '=', licence.licenceCode)
      .where('file_name', '=', fileName)
      .executeTakeFirst();
    return found === undefined
      ? err('attachment-unknown')
      : ok({ fileName, data: found.file_data });
  }

  /** Issues a draft: from now on it counts. */
  async issue(user: LibraryUser, licence: LicenceName): Promise<Result<null, LibraryProblem>> {
    return this.#change(user, licence, ['DRAFT', 'REGISTERED'], { license_status: 'ISSUED' });
  }

  /** Abolishes an issued licence for good; `successor` is the licence that was issued in its place. */
  async abolish(
    user: LibraryUser,
    licence: LicenceName,
    reason: string,
    successor?: string,
  ): Promise<Result<null, LibraryProblem>> {
    if (successor !== undefined) {
      const next = await this.#own(user, { ...licence, licenceCode: successor });
      if (!next.ok) return next;
    }
    return this.#change(user, licence, ['ISSUED'], {
      license_status: 'ABOLISHED',
      abolish_reason: reason,
      abolish_time: hallDay(this.#clock.now()),
      ...(successor === undefined ? {} : { correlative_license: successor }),
    });
  }

  async #change(
    user: LibraryUser,
    licence: LicenceName,
    from: readonly LicenceRecord['license_status'][],
    change: Partial<LicenceRecord>,
  ): Promise<Result<null, LibraryProblem>> {
    const record = await this.#own(user, licence);
    if (!record.ok) return record;
    if (!from.includes(record.value.license_status)) return err('licence-status-wrong');
    await this.#db
      .updateTable('licences')
      .set({ record: JSON.stringify({ ...record.value, ...change }) })
      .where('license_code', '=', licence.licenceCode)
      .execute();
    return ok(null);
  }

  async #own(
    user: LibraryUser,
    { typeCode, licenceCode }: LicenceName,
  ): Promise<Result<LicenceRecord, LibraryProblem>> {
    const found = await this.#db
      .selectFrom('licences')
      .select('record')
      .where('license_code', '=', licenceCode)
      .executeTakeFirst();
    const record: LicenceRecord | undefined = found && JSON.parse(found.record);
    const isOwn = record?.issue_org_code === user.org_code && record.license_item_code === typeCode;
    return isOwn ? ok(record) : err('licence-unknown');
  }

  /** 18 characters: division, year, eight of base 36. Two are never alike: 36⁸ are more than a library has licences. */
  #newCode(division: string): string {
    const serial = [...randomBytes(8)].map((byte) => serialAlphabet.charAt(byte % 36)).join('');
    return `${division}${hallDay(this.#clock.now()).slice(0, 4)}${serial}`;
  }
}
