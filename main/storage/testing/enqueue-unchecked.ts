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
        `SELECT 1 + max(last_seq, coalesce((SELECT max(seq) FROM outbox), 0)) AS seq
         FROM outbox_progress`,
      )
      .get() ?? { seq: 0 };
    const case_id = 'caseId' in event.payload ? event.payload.caseId : '';
    const row = { seq, event_id: event.id, case_id, clerk: null };
    const place = placeOfEvent(workstation.epoch, { ...row, enqueued_at: null });
    database
      .prepare(
        `INSERT INTO outbox (seq, event_id, case_id, clerk, body)
         VALUES (:seq, :event_id, :case_id, :clerk, :body)`,
      )
      .run({ ...row, body: aesGcmSealer(key.value, random).seal(place, event) });
    return ok(null);
  });
  database.close();
}
