import { join } from 'node:path';
import { ok } from '../../../src/support/result.ts';
import { openDurable } from '../database.ts';
import { loadDriver } from '../load-driver.ts';
import { loadMasterKey } from '../master-key.ts';
import { type NewEvent, placeOfEvent } from '../outbox.ts';
import { aesGcmSealer } from '../sealing.ts';
import type { Storage } from '../storage.ts';
import { secretBoxWith } from './reversible-secret-box.ts';
import { random } from './storage-under-test.ts';

/** Puts an event into the outbox of a storage as a program would that asks nothing of it, its size for one. */
export async function enqueueUnchecked(
  folder: string,
  { workstation }: Pick<Storage, 'workstation'>,
  event: NewEvent,
): Promise<void> {
  const keyFile = join(folder, 'store', 'master-key.json');
  const key = await loadMasterKey(keyFile, false, secretBoxWith(0x5a), random);
  const raw = openDurable(loadDriver('better-sqlite3'), join(folder, 'store', 'workstation.db'));
  if (!key.ok || !raw.ok) throw new Error('the store cannot be opened');
  const database = raw.value;
  database.transaction(() => {
    const { seq } = database
      .prepare<{ readonly seq: number }>(
        'UPDATE outbox_progress SET last_seq = last_seq + 1 RETURNING last_seq AS seq',
      )
      .get() ?? { seq: 0 };
    const case_id = 'caseId' in event.payload ? event.payload.caseId : '';
    const row = { seq, event_id: event.id, case_id };
    database
      .prepare(
        `INSERT INTO outbox (seq, event_id, case_id, enqueued_at, body)
         VALUES (:seq, :event_id, :case_id, :at, :body)`,
      )
      .run({
        ...row,
        at: event.at,
        body: aesGcmSealer(key.value, random).seal(placeOfEvent(workstation.epoch, row), event),
      });
    return ok(null);
  });
  database.close();
}
