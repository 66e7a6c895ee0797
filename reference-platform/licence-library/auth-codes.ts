import { hash, randomBytes } from 'node:crypto';
import type { LicenceRecord } from '../../src/contracts/licence-api.ts';
import type { Clock, Instant } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { AccessLog } from '../access-log/access-log.ts';
import type { LicenceGate } from '../consents/licence-gate.ts';
import type { Database } from '../database/open-database.ts';
import { hallTime } from '../hall-time.ts';
import type { LibraryProblem } from './library-problem.ts';
import type { LicenceLibraryTables, LicenceUse } from './tables.ts';

const lifetimeMs = 30 * 60 * 1000;

type AuthCodeRow = LicenceLibraryTables['licence_auth_codes'];

/** For which matter codes are given, and to whom. */
export interface AuthCodePurpose {
  readonly caseId: string;
  /** The item that needs the licence; null where its issuer looks at its own work. */
  readonly itemCode: string | null;
  /** Whether the holder has agreed already, by a delegation. */
  readonly isAgreed: boolean;
  /** The organisation that asks. */
  readonly orgName: string;
  /** Account of whoever answers for the use. */
  readonly operator: string;
  /** What the matter is about. */
  readonly cause: string;
  /** Ends the codes before their half hour is over. */
  readonly notAfter?: Instant;
}

/** What a valid code opens. */
export interface AuthorisedUse extends Omit<AuthCodePurpose, 'notAfter'> {
  readonly licenceCode: string;
  /** The code as it is kept. */
  readonly codeHash: string;
}

/**
 * 用证码: each opens one licence for one matter, for half an hour, once for each kind of use, and only while the gate
 * lets it: a code says that the licence is there, not that its holder has agreed.
 */
export class AuthCodes {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #gate: LicenceGate;
  readonly #log: AccessLog;

  constructor(db: Database, clock: Clock, gate: LicenceGate, log: AccessLog) {
    this.#db = db;
    this.#clock = clock;
    this.#gate = gate;
    this.#log = log;
  }

  /** Gives a code for each of some licences, in their order. */
  async give(licenceCodes: readonly string[], purpose: AuthCodePurpose): Promise<string[]> {
    const now = this.#clock.now();
    const codes = licenceCodes.map((licenceCode) => ({ licenceCode, code: newAuthCode(now) }));
    if (codes.length === 0) return [];
    const ownEnd = new Date(Date.parse(now) + lifetimeMs).toISOString();
    const { notAfter = ownEnd } = purpose;
    await this.#db
      .insertInto('licence_auth_codes')
      .values(
        codes.map(({ code, licenceCode }) => ({
          code_hash: hash('sha256', code),
          license_code: licenceCode,
          biz_num: purpose.caseId,
          item_code: purpose.itemCode,
          is_agreed: purpose.isAgreed ? 1 : 0,
          org_name: purpose.orgName,
          operator: purpose.operator,
          cause: purpose.cause,
          expires_at: notAfter < ownEnd ? notAfter : ownEnd,
        })),
      )
      .execute();
    return codes.map(({ code }) => code);
  }

  /** Uses a code up for one kind of use; a second use of that kind is refused, also when both come at once. */
  async use(code: string, kind: LicenceUse): Promise<Result<AuthorisedUse, LibraryProblem>> {
    const codeHash = hash('sha256', code);
    const now = this.#clock.now();
    const known = await this.#db
      .selectFrom('licence_auth_codes')
      .selectAll()
      .where('code_hash', '=', codeHash)
      .executeTakeFirst();
    if (known === undefined) return err('auth-code-unknown');
    const isUsed = await this.#db
      .selectFrom('licence_uses')
      .select('used_at')
      .where('code_hash', '=', codeHash)
      .where('kind', '=', kind)
      .executeTakeFirst();
    if (isUsed !== undefined) return err('auth-code-used');
    if (known.expires_at <= now) return err('auth-code-expired');
    if (!(await this.#isOpen(known))) return err('licence-not-consented');
    const first = await this.#db
      .insertInto('licence_uses')
      .values({ code_hash: codeHash, kind, used_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('code_hash')
      .executeTakeFirst();
    if (first === undefined) return err('auth-code-used');
    await this.#note(known, kind);
    return ok({
      codeHash,
      licenceCode: known.license_code,
      caseId: known.biz_num,
      itemCode: known.item_code,
      isAgreed: known.is_agreed === 1,
      orgName: known.org_name,
      operator: known.operator,
      cause: known.cause,
    });
  }

  /** Whether what a code has opened may still be looked at. */
  async isStillOpen(codeHash: string): Promise<boolean> {
    const known = await this.#db
      .selectFrom('licence_auth_codes')
      .selectAll()
      .where('code_hash', '=', codeHash)
      .executeTakeFirst();
    return known !== undefined && (await this.#isOpen(known));
  }

  async #isOpen({ biz_num, item_code, is_agreed, license_code }: AuthCodeRow): Promise<boolean> {
    if (item_code === null || is_agreed === 1) return true;
    const opening = { caseId: biz_num, itemCode: item_code, licenceCode: license_code };
    return this.#gate.opens(opening);
  }

  /** Tells the holders' log of a use. */
  async #note(code: AuthCodeRow, kind: LicenceUse): Promise<void> {
    const holders = await this.#db
      .selectFrom('licence_holders')
      .innerJoin('licences', 'licences.license_code', 'licence_holders.license_code')
      .select(['identity_num', 'record'])
      .where('licence_holders.license_code', '=', code.license_code)
      .execute();
    await this.#log.note(
      holders.map(({ identity_num, record }) => {
        const { name }: LicenceRecord = JSON.parse(record);
        return { subjectNumber: identity_num, kind, source: name };
      }),
      { org: code.org_name, operator: code.operator, cause: code.cause },
    );
  }
}

/** Ends every code that was given to somebody who answers for uses no longer. */
export async function endAuthCodesOf(db: Database, operator: string, now: Instant): Promise<void> {
  await db
    .updateTable('licence_auth_codes')
    .set({ expires_at: now })
    .where('operator', '=', operator)
    .where('expires_at', '>', now)
    .execute();
}

/**
 * A new code in the real library's form: 17 digits of local time, then a serial. The serial is random here, because
 * whoever can guess a code can fetch a licence.
 */
function newAuthCode(at: Instant): string {
  return hallTime(at) + randomBytes(16).toString('hex').toUpperCase();
}
