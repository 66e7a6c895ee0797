import type { OwnCodeChoice } from '../../src/contracts/phone-api.ts';
import type { Clock, Instant } from '../../src/support/clock.ts';
import type { Database } from '../database/open-database.ts';
import type { ChosenCode } from './chosen-code.ts';
import type { Phone } from './phone-store.ts';

/** Which codes are activated (开通政务码, 领取粤商码). */
export class CodeActivations {
  readonly #db: Database;
  readonly #clock: Clock;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Activates a code, once. @returns since when it is activated */
  async activate(code: ChosenCode): Promise<Instant> {
    const { kind, subjectNumber, purpose } = code;
    await this.#db
      .insertInto('code_activations')
      .values({
        kind,
        subject_number: subjectNumber,
        purpose,
        activated_at: this.#clock.now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return (await this.#find(code).executeTakeFirstOrThrow()).activated_at;
  }

  /** Whether a code is activated, a 粤商码 for its purpose. */
  async isActivated(code: ChosenCode): Promise<boolean> {
    return (await this.#find(code).executeTakeFirst()) !== undefined;
  }

  /** The activated codes that a phone shows: in its app, of its person or of one of the enterprises. */
  async shownBy(
    { app, idNumber }: Phone,
    enterprises: readonly { readonly uscc: string }[],
  ): Promise<OwnCodeChoice[]> {
    const kind = app === 'foshantong' ? 'zhengwu' : 'yueshang';
    const rows = await this.#db
      .selectFrom('code_activations')
      .select(['subject_number', 'purpose'])
      .where('kind', '=', kind)
      .where('subject_number', 'in', [idNumber, ...enterprises.map(({ uscc }) => uscc)])
      .orderBy('activated_at')
      .orderBy('subject_number')
      .execute();
    return rows.map(({ subject_number: uscc, purpose }) => {
      if (kind === 'yueshang') return { kind, uscc, purpose };
      const isOwn = uscc === idNumber;
      return { kind, subject: isOwn ? { type: 'person' } : { type: 'enterprise', uscc } };
    });
  }

  #find({ kind, subjectNumber, purpose }: ChosenCode) {
    return this.#db
      .selectFrom('code_activations')
      .select('activated_at')
      .where('kind', '=', kind)
      .where('subject_number', '=', subjectNumber)
      .where('purpose', '=', purpose);
  }
}
