import { hash, randomUUID } from 'node:crypto';
import type { LicenceRecord } from '../../src/contracts/licence-api.ts';
import type { Clock, Instant } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';
import { drawAnnotatedCopy } from '../licence-files/draw-licence-file.ts';
import type { LicenceFace } from '../licence-files/licence-face.ts';
import type { AuthCodes } from './auth-codes.ts';
import type { LibraryProblem } from './library-problem.ts';
import type { LibraryUser } from './licence-accounts.ts';
import type { LicenceCatalogue } from './licence-catalogue.ts';
import { printedFace } from './printed-face.ts';

/** Long enough for any matter to be decided; afterwards a copy says by itself that it is of no use. */
const copyLifetimeMs = 90 * 24 * 60 * 60 * 1000;
/** Long enough to look at a page and to load it again. */
const viewLifetimeMs = 5 * 60 * 1000;

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
    const face = await this.#faceInForce(licenceCode, showsSensitive);
    if (!face.ok) return face;
    const now = this.#clock.now();
    const data = await drawAnnotatedCopy(face.value, {
      madeBy: `${user.org_name} ${operator}`,
      madeAt: now,
      caseId,
      cause,
      validUntil: later(now, copyLifetimeMs),
    });
    return ok({ fileName: `${licenceCode}.pdf`, data });
  }

  /** A token with which the page of a licence can be looked at for some minutes; its code is used up for this. */
  async view(authCode: string): Promise<Result<string, LibraryProblem>> {
    const use = await this.#codes.use(authCode, 'page');
    if (!use.ok) return use;
    const token = randomUUID();
    await this.#db
      .insertInto('licence_view_tokens')
      .values({
        token_hash: hash('sha256', token),
        license_code: use.value.licenceCode,
        code_hash: use.value.codeHash,
        expires_at: later(this.#clock.now(), viewLifetimeMs),
      })
      .execute();
    return ok(token);
  }

  /** What the page behind a token shows, sensitive values hidden. */
  async viewed(token: string): Promise<Result<LicenceFace, LibraryProblem>> {
    const found = await this.#db
      .selectFrom('licence_view_tokens')
      .select(['license_code', 'code_hash'])
      .where('token_hash', '=', hash('sha256', token))
      .where('expires_at', '>', this.#clock.now())
      .executeTakeFirst();
    if (found === undefined) return err('view-token-invalid');
    return (await this.#codes.isStillOpen(found.code_hash))
      ? this.#faceInForce(found.license_code, false)
      : err('licence-not-consented');
  }

  async #faceInForce(
    licenceCode: string,
    showsSensitive: boolean,
  ): Promise<Result<LicenceFace, LibraryProblem>> {
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
    return ok(printedFace(record, type, JSON.parse(row.fields), showsSensitive));
  }
}

function later(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString();
}
