import { hash } from 'node:crypto';
import {
  type CodeRedemptionRefusal,
  type CodeRefusal,
  codeSeconds,
  type IssueCodeAnswer,
  type PhoneApp,
  type RedeemCodeRequest,
  type ResolveCodeAnswer,
  type ResolveCodeRequest,
} from '../../src/contracts/phone-api.ts';
import { appShowing, type CodeKey, standingAt, validityOf } from '../../src/domain/live-code.ts';
import type { SubjectKind } from '../../src/domain/service-item.ts';
import type { Clock, Instant } from '../../src/support/clock.ts';
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
import { newCodeText } from './code-text.ts';
import { LiveCodeKeys } from './live-code-keys.ts';
import { genuineCode, newLiveCode, standsFor } from './live-code-signing.ts';

/** So long a code is remembered after its end, to say why it opens nothing. */
const rememberedMs = 24 * 60 * 60 * 1000;
/**
 * So long one that was used, and so long one that was taken without the platform may be redeemed: later nobody here could tell
 * whether it had been used before. A workstation goes on for three days and has a week to verify what it has.
 */
const usedRememberedMs = 10 * rememberedMs;

/** Whom a code stands for, as the registers know them. */
interface CodeSubject {
  readonly type: SubjectKind;
  readonly number: string;
  readonly name: string;
}

/** Codes that phones show at windows (办事码). */
export class CodeStore {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #activations: CodeActivations;
  readonly #keys: LiveCodeKeys;

  constructor(db: Database, clock: Clock, activations: CodeActivations) {
    this.#db = db;
    this.#clock = clock;
    this.#activations = activations;
    this.#keys = new LiveCodeKeys(db, clock);
  }

  /** The keys by which workstations open codes while the platform is away. */
  keys(): Promise<CodeKey[]> {
    return this.#keys.published();
  }

  /** A new code, for `codeSeconds` and one use. It need not be activated: that is told at the window. */
  async issue(app: PhoneApp, chosen: ChosenCode): Promise<IssueCodeAnswer> {
    await this.#forget();
    const now = this.#clock.now();
    const code = await this.#textFor(chosen, now);
    const expiresAt = new Date(Date.parse(now) + codeSeconds * 1000).toISOString();
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
        used_by: null,
        used_for: null,
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
    const subject = await this.#subjectOf(chosen);
    if (subject === undefined) return err('code-unknown');
    const taken = await this.#db
      .updateTable('codes')
      .set({ used_at: now, used_by: place?.workstationId ?? null })
      .where('code_hash', '=', code_hash)
      .where('used_at', 'is', null)
      .returning('code_hash')
      .executeTakeFirst();
    if (taken === undefined) return err('code-used');
    if (delegation_id !== null && place !== undefined) {
      await recordShowing(this.#db, now, delegation_id, place);
    }
    return ok({ subject: { type, number, name: subject.name }, kind, app, ...acting.value });
  }

  /**
   * 核销: uses up, for its case, a code that a workstation has opened without the platform. Told again for the same case it
   * answers as before. A code that this workstation has resolved without hearing the answer is the case's too.
   * @returns when it was used up
   */
  async redeem(
    { code: text, caseId, takenAt, subject }: RedeemCodeRequest,
    { workstationId }: Pick<WindowPlace, 'workstationId'>,
  ): Promise<Result<Instant, CodeRedemptionRefusal>> {
    const genuine = genuineCode(text, await this.#keys.all());
    if (genuine === undefined) return err('code-unknown');
    const { code } = genuine;
    const now = this.#clock.now();
    const isForgotten = validityOf(code).to + usedRememberedMs <= Date.parse(now);
    if (
      standingAt(code, takenAt) !== 'good' ||
      standingAt(code, now) === 'not-yet' ||
      isForgotten
    ) {
      return err('code-expired');
    }
    if (code.purpose !== 'mianzhengban') return err('code-wrong-purpose');
    if (code.subjectType !== subject.type || !(await standsFor(genuine, subject))) {
      return err('code-other-person');
    }
    const code_hash = hash('sha256', text);
    // A platform that was restored has forgotten a code that it had issued since; what it has signed still counts.
    await this.#db
      .insertInto('codes')
      .values({
        code_hash,
        app: appShowing[code.kind],
        kind: code.kind,
        subject_type: code.subjectType === 'person' ? 'person' : 'enterprise',
        subject_number: subject.number,
        purpose: code.purpose,
        expires_at: new Date(validityOf(code).to).toISOString(),
        used_at: null,
        used_by: null,
        used_for: null,
        delegation_id: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await this.#db
      .updateTable('codes')
      .set({ used_at: now, used_by: workstationId, used_for: caseId })
      .where('code_hash', '=', code_hash)
      .where('used_for', 'is', null)
      .where((either) =>
        either.or([either('used_at', 'is', null), either('used_by', '=', workstationId)]),
      )
      .execute();
    const { used_at, used_for } = await this.#db
      .selectFrom('codes')
      .select(['used_at', 'used_for'])
      .where('code_hash', '=', code_hash)
      .executeTakeFirstOrThrow();
    return used_at !== null && used_for === caseId ? ok(used_at) : err('code-used');
  }

  async #forget(): Promise<void> {
    const now = Date.parse(this.#clock.now());
    const before = (ms: number) => new Date(now - ms).toISOString();
    await this.#db
      .deleteFrom('codes')
      .where('expires_at', '<=', before(rememberedMs))
      .where((either) =>
        either.or([
          either('used_at', 'is', null),
          either('expires_at', '<=', before(usedRememberedMs)),
        ]),
      )
      .execute();
  }

  /** Only an activated code of somebody's own says anything to a workstation that cannot ask here. */
  async #textFor(chosen: ChosenCode, now: Instant): Promise<string> {
    const { kind, purpose } = chosen;
    const subject = await this.#subjectOf(chosen);
    const isOwn = kind !== 'delegated' && subject !== undefined;
    if (!isOwn || !(await this.#activations.isActivated(chosen))) {
      return newCodeText(await readCodeKey(this.#db), 'holder');
    }
    // A code names whole seconds.
    const issuedAt = new Date(Math.floor(Date.parse(now) / 1000) * 1000).toISOString();
    const said = { kind, purpose, seconds: codeSeconds, subject, issuedAt };
    return newLiveCode(said, await this.#keys.current());
  }

  async #judgeOwnCode(chosen: ChosenCode): Promise<Result<null, 'code-not-activated'>> {
    return (await this.#activations.isActivated(chosen)) ? ok(null) : err('code-not-activated');
  }

  async #subjectOf({
    subjectType,
    subjectNumber: number,
  }: ChosenCode): Promise<CodeSubject | undefined> {
    if (subjectType === 'person') {
      const person = await this.#db
        .selectFrom('persons')
        .select('name')
        .where('id_number', '=', number)
        .executeTakeFirst();
      return person && { type: 'person', number, name: person.name };
    }
    const enterprise = await this.#db
      .selectFrom('enterprises')
      .select(['name', 'kind'])
      .where('uscc', '=', number)
      .executeTakeFirst();
    return enterprise && { type: enterprise.kind, number, name: enterprise.name };
  }
}
