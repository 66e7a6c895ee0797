import type { Clock } from '../../src/support/clock.ts';
import { type RandomBytes, uuidV7 } from '../../src/support/ids.ts';
import type { Database } from './database.ts';

/** Who this database is to the platform. */
export interface Workstation {
  /** Stays, also when the database has to be made anew. */
  readonly id: string;
  /** Made with the database and never changed. */
  readonly epoch: string;
}

/** A workstation's ids for a new database. */
export function newWorkstation(
  clock: Clock,
  randomBytes: RandomBytes,
  known?: Pick<Workstation, 'id'>,
): Workstation {
  const newId = () => uuidV7(Date.parse(clock.now()), randomBytes);
  return { id: known?.id ?? newId(), epoch: newId() };
}

/** The workstation's ids as the database holds them; `undefined` in a new one. */
export function readWorkstation(database: Database): Workstation | undefined {
  return database.prepare<Workstation>('SELECT id, epoch FROM workstation').get();
}

/** Puts the workstation's ids into a new database. */
export function writeWorkstation(database: Database, { id, epoch }: Workstation): void {
  database
    .prepare('INSERT INTO workstation (only_row, id, epoch) VALUES (1, :id, :epoch)')
    .run({ id, epoch });
}
