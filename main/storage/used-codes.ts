import { createHash } from 'node:crypto';
import { codeToleranceSeconds, type LiveCode, validityOf } from '../../src/domain/live-code.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import type { Instant } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import type { Database } from './database.ts';
import { DatabaseError } from './database-error.ts';

/** The codes that were taken here, each for as long as it could be taken again. Nobody can tell from them whose they were. */
export interface UsedCodes {
  has(code: LiveCode): boolean;
  /**
   * Notes that a code is used up, only inside the transaction that stores what it was used for. `code.used` where it was
   * before.
   */
  add(code: LiveCode): Outcome<null>;
  /** Forgets those that nobody would take any more. @returns how many */
  dropEnded(now: Instant): number;
}

/** A row of the table. */
export interface UsedCodeRow {
  /** SHA-256 of the code's nonce, in hex. */
  readonly nonce_hash: string;
  /** Until when nobody may take the code again, in Unix milliseconds. */
  readonly until: number;
}

/** The used codes of a database. */
export function createUsedCodes(database: Database): UsedCodes {
  const select = database.prepare('SELECT 1 FROM used_codes WHERE nonce_hash = :nonceHash');
  const insert = database.prepare(
    `INSERT INTO used_codes (nonce_hash, until) VALUES (:nonceHash, :until)
     ON CONFLICT (nonce_hash) DO NOTHING`,
  );
  const remove = database.prepare('DELETE FROM used_codes WHERE until <= :now');
  const hashOf = ({ nonce }: LiveCode) => createHash('sha256').update(nonce).digest('hex');
  return {
    has: (code) => select.get({ nonceHash: hashOf(code) }) !== undefined,
    add(code) {
      if (!database.inTransaction) {
        throw new DatabaseError('SQLITE_MISUSE', 'A code is used up with what it is used for.');
      }
      const until = validityOf(code).to + codeToleranceSeconds * 1000;
      const added = insert.run({ nonceHash: hashOf(code), until });
      return added === 0 ? fail('code.used') : ok(null);
    },
    dropEnded: (now) => remove.run({ now: Date.parse(now) }),
  };
}
