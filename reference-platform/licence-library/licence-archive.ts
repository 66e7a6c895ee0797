import type { LicenceRecord } from '../../src/contracts/licence-api.ts';
import { licenceIdentifier } from '../../src/domain/licence-identifier.ts';
import type { Clock } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';
import { drawAnnotatedCopy } from '../licence-files/draw-licence-file.ts';
import type { FaceRow } from '../licence-files/licence-face.ts';
import type { AuthCodes } from './auth-codes.ts';
import type { LibraryProblem } from './library-problem.ts';
import type { LibraryUser } from './licence-accounts.ts';
import type { LicenceCatalogue } from './licence-catalogue.ts';
import type { LicenceType } from './licence-type.ts';

/** Long enough for any matter to be decided; afterwards a copy says by itself that it is of no use. */
const copyLifetimeMs = 90 * 24 * 60 * 60 * 1000;

/** Fields of every face that the sheet of a file sets in places of its own. */
const setApart = ['ZZMC', 'ZZHM', 'CYRMC', 'FZJGMC', 'FZRQ', 'YXQKSRQ', 'YXQJSRQ'];
/** Codes for machines, which no printed face shows. */
const notPrinted = ['CYRSFZJLX', 'FZJGZZJGDM', 'FZJGSSXZQHDM', 'ZP'];

/** A file as it is handed out. */
export interface LicenceFile {
  readonly fileName: string;
  readonly data: Uint8Array;
}

/** The files of licences. Nobody gets an original: whatever is handed out is an annotated copy for one matter. */
export class LicenceArchive {
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

  /**
   * The annotated copy (加注件) of a licence that is in force, made for the matter of its code, which is used up for this.
   * @param showsSensitive whether sensitive values are printed in full
   */
  async copy(
    user: LibraryUser,
    authCode: string,
    showsSensitive: boolean,
  ): Promise<Result<LicenceFile, LibraryProblem>> {
    const use = await this.#codes.use(authCode, 'file');
    if (!use.ok) return use;
    const { licenceCode, caseId, operator, cause } = use.value;
    const row = await this.#db
      .selectFrom('licences')
      .select(['license_item_code', 'record', 'fields'])
      .where('license_code', '=', licenceCode)
      .executeTakeFirstOrThrow();
    const record: LicenceRecord = JSON.parse(row.record);
    if (record.license_status === 'REGISTERED') return err('licence-file-missing');
    if (record.license_status !== 'ISSUED') return err('licence-status-wrong');
    const type = await this.#catalogue.find(row.license_item_code);
    if (type === undefined) return err('licence-type-unknown');

    const now = this.#clock.now();
    const data = await drawAnnotatedCopy(
      {
        name: record.name,
        number: licenceCode,
        holder: record.holder_name,
        issuer: record.issue_org_name,
        issueDate: record.issue_date,
        validFrom: record.begin_date ?? '',
        validTo: record.expiry_date ?? '',
        identifier: identifierOf(record, type),
        fields: faceOf(type, JSON.parse(row.fields), showsSensitive),
      },
      {
        madeBy: `${user.org_name} ${operator}`,
        madeAt: now,
        caseId,
        cause,
        validUntil: new Date(Date.parse(now) + copyLifetimeMs).toISOString(),
      },
    );
    return ok({ fileName: `${licenceCode}.pdf`, data });
  }
}

/** 证照标识 of a licence; its first issue, since a new one is a licence of its own here. */
function identifierOf(record: LicenceRecord, type: LicenceType): string {
  return licenceIdentifier({
    type: type.nationalCode,
    issuer: record.issue_org_code,
    serial: record.license_code.slice(6),
    version: '001',
  });
}

function faceOf(
  type: LicenceType,
  values: Readonly<Record<string, string>>,
  showsSensitive: boolean,
): readonly FaceRow[] {
  return type.fields
    .filter(({ key, place }) => place === 'face' && !isElsewhere(key) && (values[key] ?? '') !== '')
    .map(({ key, name, isSensitive }) => ({
      name,
      value: isSensitive && !showsSensitive ? '（已隐藏）' : (values[key] ?? ''),
    }));
}

function isElsewhere(key: string): boolean {
  return setApart.includes(key) || notPrinted.includes(key);
}
