import { hash, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import {
  type LicenceAuthRequest,
  type LicenceRecord,
  type licenceLoginRequestSchema,
  licencePageSizeLimit,
} from '../../src/contracts/licence-api.ts';
import type { LicenceAccount } from '../../src/contracts/platform-api.ts';
import { isIdNumber } from '../../src/domain/id-number.ts';
import type { Clock, Instant } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';
import type { ServiceItemStore } from '../service-items/service-item-store.ts';
import { newAuthCode } from './auth-code.ts';
import { toDataFields } from './data-fields.ts';
import type { LibraryProblem } from './library-problem.ts';

/** A clerk's shift: a workstation logs in once for each of its sessions. */
const tokenLifetimeMs = 8 * 60 * 60 * 1000;
const authCodeLifetimeMs = 30 * 60 * 1000;

/** One page of licences; `codes[i]` is the 用证码 of `records[i]`. */
interface LicencePage {
  readonly records: LicenceRecord[];
  readonly codes: string[];
  readonly total: number;
}

/** The licence library (电子证照库). */
export class LicenceLibrary {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #items: ServiceItemStore;

  constructor(db: Database, clock: Clock, items: ServiceItemStore) {
    this.#db = db;
    this.#clock = clock;
    this.#items = items;
  }

  /** The account that workstations use. */
  async account(): Promise<LicenceAccount> {
    const row = await this.#db.selectFrom('licence_accounts').selectAll().executeTakeFirstOrThrow();
    return {
      appKey: row.app_key,
      appSecret: row.app_secret,
      account: row.account,
      password: row.password,
    };
  }

  /** Logs a system account in and gives its access token. */
  async logIn(
    request: z.infer<typeof licenceLoginRequestSchema>,
  ): Promise<Result<string, LibraryProblem>> {
    const known = await this.#db
      .selectFrom('licence_accounts')
      .select('account')
      .where('account', '=', request.account)
      .where('password', '=', request.password)
      .where('app_key', '=', request.app_key)
      .where('app_secret', '=', request.app_secret)
      .executeTakeFirst();
    if (known === undefined) return err('login-refused');
    const token = randomUUID();
    await this.#db
      .insertInto('licence_access_tokens')
      .values({
        token_hash: hash('sha256', token),
        account: known.account,
        expires_at: this.#after(tokenLifetimeMs),
      })
      .execute();
    return ok(token);
  }

  /**
   * 依职能用证: the licences that an item has registered a need for and that one of the given holders has, in every
   * state; judging the state is the asker's. Nothing of another type is ever offered (over-asking guard).
   */
  async authorise(
    accessToken: string,
    request: LicenceAuthRequest,
  ): Promise<Result<LicencePage, LibraryProblem>> {
    if (!(await this.#isLoggedIn(accessToken))) return err('token-invalid');
    if (request.page_size > licencePageSizeLimit) return err('page-size-too-large');
    // Clients in the field send the string "null" here; then nobody could be held to account for the use.
    if (!isIdNumber(request.operator.identity_num)) return err('operator-identity-invalid');
    const item = await this.#items.find(request.service_item_code);
    if (item === undefined) return err('item-unknown');

    const held = this.#db
      .selectFrom('licences')
      .where(
        'license_item_code',
        'in',
        item.licences.map(({ typeCode }) => typeCode),
      )
      .where('license_code', 'in', (holders) =>
        holders
          .selectFrom('licence_holders')
          .select('license_code')
          .where('identity_num', 'in', request.identity_number.split(',')),
      );
    const { total } = await held
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    const rows = await held
      .select(['license_code', 'record'])
      .orderBy('license_code')
      .limit(request.page_size)
      .offset((request.page_index - 1) * request.page_size)
      .execute();

    const now = this.#clock.now();
    const offers = rows.map((row) => ({ ...row, code: newAuthCode(now) }));
    if (offers.length > 0) {
      await this.#db
        .insertInto('licence_auth_codes')
        .values(
          offers.map(({ code, license_code }) => ({
            code_hash: hash('sha256', code),
            license_code,
            biz_num: request.biz_num,
            operator: request.operator.account,
            expires_at: this.#after(authCodeLifetimeMs),
            fetched_at: null,
          })),
        )
        .execute();
    }
    return ok({
      records: offers.map(({ record }): LicenceRecord => JSON.parse(record)),
      codes: offers.map(({ code }) => code),
      total,
    });
  }

  /** One licence with its values. Its code is used up by this. */
  async fetch(
    accessToken: string,
    authCode: string,
  ): Promise<Result<LicenceRecord & { data_fields: string }, LibraryProblem>> {
    if (!(await this.#isLoggedIn(accessToken))) return err('token-invalid');
    const codeHash = hash('sha256', authCode);
    const now = this.#clock.now();
    const used = await this.#db
      .updateTable('licence_auth_codes')
      .set({ fetched_at: now })
      .where('code_hash', '=', codeHash)
      .where('fetched_at', 'is', null)
      .where('expires_at', '>', now)
      .returning('license_code')
      .executeTakeFirst();
    if (used === undefined) return err(await this.#faultOf(codeHash));
    const { record, fields } = await this.#db
      .selectFrom('licences')
      .select(['record', 'fields'])
      .where('license_code', '=', used.license_code)
      .executeTakeFirstOrThrow();
    const licence: LicenceRecord = JSON.parse(record);
    return ok({ ...licence, data_fields: toDataFields(JSON.parse(fields)) });
  }

  async #isLoggedIn(accessToken: string): Promise<boolean> {
    const found = await this.#db
      .selectFrom('licence_access_tokens')
      .select('account')
      .where('token_hash', '=', hash('sha256', accessToken))
      .where('expires_at', '>', this.#clock.now())
      .executeTakeFirst();
    return found !== undefined;
  }

  async #faultOf(codeHash: string): Promise<LibraryProblem> {
    const code = await this.#db
      .selectFrom('licence_auth_codes')
      .select('fetched_at')
      .where('code_hash', '=', codeHash)
      .executeTakeFirst();
    if (code === undefined) return 'auth-code-unknown';
    return code.fetched_at === null ? 'auth-code-expired' : 'auth-code-used';
  }

  #after(ms: number): Instant {
    return new Date(Date.parse(this.#clock.now()) + ms).toISOString();
  }
}
