import type { Clock } from '../../src/support/clock.ts';
import { type RandomBytes, uuidV7 } from '../../src/support/ids.ts';
import type { Database } from './database.ts';

/** Who this database is to the platform. Both ids are made with the database and never change. */
export interface Workstation {
  readonly id: string;
  readonly epoch: string;
}

/** The workstation's ids, made on the first call. */
export function loadWorkstation(
  database: Database,
  clock: Clock,
  randomBytes: RandomBytes,
): Workstation {
  const select = database.prepare<Workstation>('SELECT id, epoch FROM workstation');
  const existing = select.get();
  if (existing !== undefined) return existing;
  const now = Date.parse(clock.now());
  const made = { id: uuidV7(now, randomBytes), epoch: uuidV7(now, randomBytes) };
  database
    .prepare('INSERT INTO workstation (only_row, id, epoch) VALUES (1, :id, :epoch)')
    .run(made);
  return made;
}
