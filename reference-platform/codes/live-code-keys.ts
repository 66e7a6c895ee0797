import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import type { CodeKey } from '../../src/domain/live-code.ts';
import type { Clock } from '../../src/support/clock.ts';
import type { Database } from '../database/open-database.ts';
import { keyIdOf, publicKeyOf } from '../workstations/ed25519.ts';

/** How long codes are signed with one key: a workstation knows the next one for as long before it is used. */
const periodMs = 30 * 86_400_000;

/** A key with which the platform signs codes. */
export interface LiveCodeKey extends CodeKey {
  readonly privateKey: KeyObject;
}

/** The keys by which codes are signed and opened, one for every thirty days. */
export class LiveCodeKeys {
  readonly #db: Database;
  readonly #clock: Clock;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** The key of this moment. */
  current(): Promise<LiveCodeKey> {
    return this.#of(this.#period());
  }

  /** What workstations are given: the key of this moment, the one before it and the one that comes next. */
  async published(): Promise<CodeKey[]> {
    const now = this.#period();
    const keys = await Promise.all([now - 1, now, now + 1].map((period) => this.#of(period)));
    return keys.map(({ privateKey: _secret, ...key }) => key);
  }

  /** The keys of all time: a code may be redeemed long after its end. */
  async all(): Promise<readonly CodeKey[]> {
    return (await this.#db.selectFrom('live_code_keys').selectAll().execute()).map(keyOfRow);
  }

  #period(): number {
    return Math.floor(Date.parse(this.#clock.now()) / periodMs);
  }

  /** The key of a period, made by whoever of several processes needs it first. */
  async #of(period: number): Promise<LiveCodeKey> {
    const select = this.#db.selectFrom('live_code_keys').selectAll().where('period', '=', period);
    const known = await select.executeTakeFirst();
    if (known !== undefined) return keyOfRow(known);
    const { privateKey } = generateKeyPairSync('ed25519');
    await this.#db
      .insertInto('live_code_keys')
      .values({
        period,
        private_key: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
        binding_key: randomBytes(32).toString('base64'),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return keyOfRow(await select.executeTakeFirstOrThrow());
  }
}

function keyOfRow(row: {
  readonly period: number;
  readonly private_key: string;
  readonly binding_key: string;
}): LiveCodeKey {
  const privateKey = createPrivateKey({
    key: Buffer.from(row.private_key, 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = publicKeyOf(privateKey);
  const instant = (period: number) => new Date(period * periodMs).toISOString();
  return {
    id: Buffer.from(keyIdOf(publicKey), 'base64url').toString('hex', 0, 4),
    publicKey,
    bindingKey: row.binding_key,
    validFrom: instant(row.period),
    validTo: instant(row.period + 1),
    privateKey,
  };
}
