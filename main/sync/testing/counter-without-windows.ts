import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { clerks } from '../../../reference-platform/seed/accounts.ts';
import { receivedCase } from '../../../reference-platform/testing/received-case.ts';
import type { BatchAnswer } from '../../../src/contracts/platform-api.ts';
import type { Outcome } from '../../../src/failures/failure.ts';
import { systemClock } from '../../../src/support/clock.ts';
import { uuidV7 } from '../../../src/support/ids.ts';
import { ok } from '../../../src/support/result.ts';
import type { LogFacts } from '../../diagnostics/log.ts';
import type { Fetch } from '../../platform-client/http.ts';
import {
  createPlatformClient,
  type PlatformClient,
} from '../../platform-client/platform-client.ts';
import { openForReading } from '../../storage/database.ts';
import { loadDriver } from '../../storage/load-driver.ts';
import type { NewEvent } from '../../storage/outbox.ts';
import { readRuntimeFacts } from '../../storage/runtime-facts.ts';
import { openStorage, type Storage } from '../../storage/storage.ts';
import { secretBoxWith } from '../../storage/testing/reversible-secret-box.ts';
import { type OutboxDrain, startOutboxDrain } from '../outbox-drain.ts';

/** What a counter does with its outbox, without anything to look at: real storage, drain and platform client. */
export interface CounterWithoutWindows {
  readonly storage: Storage;
  readonly platform: PlatformClient;
  readonly drain: OutboxDrain;
  /** Logs the seed's clerk in. @returns whether the platform has let them in */
  logIn(): Promise<boolean>;
  /**
   * Commits this many received cases, a transaction each or all in one.
   * @returns the number of the last, and the milliseconds that the commits took
   */
  receive(
    count: number,
    how: 'each' | 'together',
  ): { readonly last: number; readonly tookMs: number };
}

/** What a campaign wants to hear of. */
export interface CounterOptions {
  readonly folder: string;
  readonly url: string;
  /** Which of a campaign's counters it is, from 0 to 65,535: `019ab000-IIII-7000-8000-NNNNNNNNNNNN` is its case N, in hex. */
  readonly index: number;
  readonly fetch?: Fetch;
  readonly onAcknowledged?: () => void;
  /** A batch that did not get through, and why; and whatever else is worth a warning. */
  readonly onWarning?: (event: string, facts: LogFacts) => void;
}

/** Opens a counter on a folder of its own. */
export async function counterWithoutWindows({
  folder,
  url,
  index,
  fetch: fetchWith = fetch,
  onAcknowledged = () => undefined,
  onWarning = () => undefined,
}: CounterOptions): Promise<CounterWithoutWindows> {
  const opened = await openStorage({
    directory: folder,
    secretBox: secretBoxWith(0x5a),
    runtime: readRuntimeFacts(),
    clock: systemClock,
    randomBytes: random,
    reserveBytes: 4096,
  });
  if (!opened.ok) throw new Error(opened.problem.code);
  const storage = opened.value;
  const platform = createPlatformClient({
    fetch: fetchWith,
    origin: () => ok(url),
    onReached: () => undefined,
    onExpired: () => undefined,
  });
  const acknowledge = (answer: BatchAnswer): Outcome<null> => {
    const taken = storage.transaction(() => storage.outbox.acknowledge(answer));
    if (!taken.ok) return taken;
    queueMicrotask(onAcknowledged);
    return ok(null);
  };
  const drain = startOutboxDrain({
    storage,
    platform,
    acknowledge,
    clock: systemClock,
    log: { info: () => undefined, warn: onWarning },
    onProgress: () => undefined,
    random: Math.random,
  });
  let number = lastNumberIn(folder, storage);
  const makeNext = (): NewEvent => {
    number += 1;
    const { seq: _seq, ...event } = receivedCase(1, { caseId: caseIdOf(index, number) });
    return { ...event, id: uuidV7(Date.now(), random) };
  };

  return {
    storage,
    platform,
    drain,
    logIn: async () => {
      const { account, password } = clerks.clerk;
      const { id: workstationId } = storage.workstation;
      const credentials = { account, password, windowId: 'A07', workstationId };
      return (await platform.logIn(credentials)).ok;
    },
    receive: (count, how) => {
      const perTransaction = how === 'each' ? 1 : count;
      const events = Array.from({ length: count }, makeNext);
      const began = performance.now();
      for (let done = 0; done < count; done += perTransaction) {
        storage.transaction(() => {
          for (const event of events.slice(done, done + perTransaction))
            storage.outbox.enqueue(event);
          return ok(null);
        });
      }
      return { last: number, tookMs: performance.now() - began };
    },
  };
}

/** Of the newest event that a storage has ever held, also if it was committed and nobody has heard of it. */
function lastNumberIn(folder: string, { driver }: Storage): number {
  const file = join(folder, 'store', 'workstation.db');
  const database = openForReading(loadDriver(driver.driver), file);
  const newest = database
    .prepare<{ readonly seq: number }>(
      `SELECT max(last_seq, coalesce((SELECT max(seq) FROM outbox), 0)) AS seq FROM outbox_progress`,
    )
    .get();
  database.close();
  return newest?.seq ?? 0;
}

/** The id of a counter's case by its number, from 1. */
function caseIdOf(index: number, number: number): string {
  const counter = index.toString(16).padStart(4, '0');
  return `019ab000-${counter}-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

function random(length: number): Uint8Array {
  return new Uint8Array(randomBytes(length));
}
