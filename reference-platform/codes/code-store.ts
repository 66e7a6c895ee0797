import { hash } from 'node:crypto';
import {
  type CodeRefusal,
  codeSeconds,
  type IssueCodeAnswer,
  type PhoneApp,
  type ResolveCodeAnswer,
  type ResolveCodeRequest,
} from '../../src/contracts/phone-api.ts';
import type { Clock } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';
import {
  judgeDelegatedCode,
  recordShowing,
  type WindowPlace,
} from '../delegations/delegated-code.ts';
import type { ChosenCode } from '../phones/chosen-code.ts';
import type { CodeActivations } from '../phones/code-activations.ts';
import { readCodeKey } from './code-key.ts';
import { kindOfCodeText, newCodeText } from './code-text.ts';

/** So long a code is remembered after its end, to say why it opens nothing. */
const rememberedMs = 24 * 60 * 60 * 1000;

/** Codes that phones show at windows (办事码). */
export class CodeStore {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #activations: CodeActivations;

  constructor(db: Database, clock: Clock, activations: CodeActivations) {
    this.#db = db;
    this.#clock = clock;
    this.#activations = activations;
  }

  /** A new code, for `codeSeconds` and one use. It need not be activated: that is told at the window. */
  async issue(app: PhoneApp, chosen: ChosenCode): Promise<IssueCodeAnswer> {
    const now = Date.parse(this.#clock.now());
    const forgotten = new Date(now - rememberedMs).toISOString();
    await this.#db.deleteFrom('codes').where('expires_at', '<=', forgotten).execute();
    const code = newCodeText(await readCodeKey(this.#db), 'holder');
    const expiresAt = new Date(now + codeSeconds * 1000).toISOString();
    await this.#db
      .insertInto('codes')
      .values({
        code_hash: hash('sha256', code),
        app,
        kind: chosen.kind,
        subject_type: chosen.subjectType,
        subject_number: chosen.subjectNumber,
        purpose: chosen.purpose,
        expires_at: expiresAt,
        used_at: null,
        delegation_id: chosen.delegationId ?? null,
      })
      .execute();
    return { code, expiresAt };
  }

  /**
   * Whose a code is. Of all who ask for the same code at the same time one is told; a refusal does not use it up, so
   * that a clerk who had chosen the wrong item can scan it again.
   * @param place the window that asks; without one a delegated code opens only where its delegation names no window
   */
  async resolve(
    { code, purpose, expect, itemCode }: ResolveCodeRequest,
    place?: WindowPlace,
  ): Promise<Result<ResolveCodeAnswer, CodeRefusal>> {
    const key = await readCodeKey(this.#db);
    if (kindOfCodeText(key, code) !== 'holder') return err('code-unknown');
    const code_hash = hash('sha256', code);
    const row = await this.#db
      .selectFrom('codes')
      .selectAll()
      .where('code_hash', '=', code_hash)
      .executeTakeFirst();
    if (row === undefined) return err('code-unknown');
    const now = this.#clock.now();
    if (row.used_at !== null) return err('code-used');
    if (row.expires_at <= now) return err('code-expired');
    if (row.purpose !== purpose) return err('code-wrong-purpose');
    if (expect !== undefined && expect !== row.subject_type) return err('code-wrong-subject-type');
    const { app, kind, subject_type: type, subject_number: number, delegation_id } = row;
    const chosen = { kind, subjectType: type, subjectNumber: number, purpose };
    const acting =
      delegation_id === null
        ? await this.#judgeOwnCode(chosen)
        : await judgeDelegatedCode(this.#db, now, delegation_id, { itemCode, place });
    if (!acting.ok) return acting;
    const name = await this.#nameOf(chosen);
    if (name === undefined) return err('code-unknown');
    const taken = await this.#db
      .updateTable('codes')
      .set({ used_at: now })
      .where('code_hash', '=', code_hash)
      .where('used_at', 'is', null)
      .returning('code_hash')
      .executeTakeFirst();
    if (taken === undefined) return err('code-used');
    if (delegation_id !== null && place !== undefined) {
      await recordShowing(this.#db, now, delegation_id, place);
    }
    return ok({ subject: { type, number, name }, kind, app, ...acting.value });
  }

  async #judgeOwnCode(chosen: ChosenCode): Promise<Result<null, 'code-not-activated'>> {
    return (await this.#activations.isActivated(chosen)) ? ok(null) : err('code-not-activated');
  }

  async #nameOf({ subjectType, subjectNumber }: ChosenCode): Promise<string | undefined> {
    const found =
      subjectType === 'person'
        ? this.#db.selectFrom('persons').select('name').where('id_number', '=', subjectNumber)
        : this.#db.selectFrom('enterprises').select('name').where('uscc', '=', subjectNumber);
    return (await found.executeTakeFirst())?.name;
  }
}
