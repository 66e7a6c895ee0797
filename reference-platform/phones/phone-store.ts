import { hash, randomBytes } from 'node:crypto';
import {
  type PhoneApp,
  type PhoneSignInAnswer,
  type PhoneSignInRequest,
  phoneSessionMinutes,
} from '../../src/contracts/phone-api.ts';
import type { Clock } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';
import type { EnterpriseStore } from '../enterprises/enterprise-store.ts';

/** A phone that is signed in, and whose it is. */
export interface Phone {
  readonly app: PhoneApp;
  readonly idNumber: string;
}

/** The phones of the simulation. */
export class PhoneStore {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #enterprises: EnterpriseStore;

  constructor(db: Database, clock: Clock, enterprises: EnterpriseStore) {
    this.#db = db;
    this.#clock = clock;
    this.#enterprises = enterprises;
  }

  /** Signs a phone in whose holder has been checked; for `phoneSessionMinutes`. */
  async signIn({
    app,
    idNumber,
    by,
  }: PhoneSignInRequest): Promise<
    Result<PhoneSignInAnswer, 'person-unknown' | 'represents-no-enterprise'>
  > {
    const person = await this.#db
      .selectFrom('persons')
      .select('id_number')
      .where('id_number', '=', idNumber)
      .executeTakeFirst();
    if (person === undefined) return err('person-unknown');
    if (app === 'yueshangtong' && (await this.#enterprises.representedBy(idNumber)).length === 0) {
      return err('represents-no-enterprise');
    }
    const now = this.#clock.now();
    await this.#db.deleteFrom('phone_sessions').where('expires_at', '<=', now).execute();
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(Date.parse(now) + phoneSessionMinutes * 60_000).toISOString();
    await this.#db
      .insertInto('phone_sessions')
      .values({
        token_hash: hash('sha256', token),
        app,
        id_number: idNumber,
        signed_in_by: by,
        expires_at: expiresAt,
      })
      .execute();
    return ok({ token, expiresAt });
  }

  /** The phone that a bearer token is of. */
  async find(token: string): Promise<Result<Phone, 'sign-in-required' | 'sign-in-expired'>> {
    const row = await this.#db
      .selectFrom('phone_sessions')
      .select(['app', 'id_number', 'expires_at'])
      .where('token_hash', '=', hash('sha256', token))
      .executeTakeFirst();
    if (row === undefined) return err('sign-in-required');
    if (row.expires_at <= this.#clock.now()) return err('sign-in-expired');
    return ok({ app: row.app, idNumber: row.id_number });
  }

  /** Signs the phone of a token out. @returns whether there was one */
  async signOut(token: string): Promise<boolean> {
    const ended = await this.#db
      .deleteFrom('phone_sessions')
      .where('token_hash', '=', hash('sha256', token))
      .returning('token_hash')
      .executeTakeFirst();
    return ended !== undefined;
  }
}
