import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { type CounterWithoutWindows, counterWithoutWindows } from './counter-without-windows.ts';

// Many counters in one process: `node herd-process.cjs --folder F --url U --first I --counters N`.
// Does what the lines of its input say, and answers each, when it is done, `done MS REQUESTS BATCHES`: how long it took, how
// many batches were sent in that time, and how many received.
//   log-in             each counter logs in
//   receive-each N     each counter commits so many cases, a transaction each; of these the commits alone are timed
//   receive-together N the same in one transaction
//   in-turn            the counters drain, a few at a time
//   cut                the network is gone; each counter tries once
//   storm              the network is back, all hear of it at the same time and drain

/** Counters that drain at the same time when they go in turn. */
const inTurn = 16;

/** A counter whose network can be cut. */
interface HerdMember extends CounterWithoutWindows {
  /** Resolves when nothing waits. */
  drained(): Promise<void>;
  /** Resolves when a try has failed. */
  failed(): Promise<void>;
}

interface Place {
  readonly folder: string;
  readonly url: string;
  readonly first: string;
  readonly counters: string;
}

async function run({ folder, url, first, counters }: Place): Promise<void> {
  let isCut = false;
  let requests = 0;
  let batches = 0;
  const countedFetch = async (address: string, init: RequestInit): Promise<Response> => {
    if (isCut) throw new TypeError('fetch failed');
    const isBatch = address.endsWith('/batches');
    if (isBatch) requests += 1;
    const response = await fetch(address, init);
    if (isBatch && response.ok) batches += 1;
    return response;
  };

  const member = async (index: number): Promise<HerdMember> => {
    let onAcknowledged = (): void => undefined;
    let onFailed = (): void => undefined;
    const counter = await counterWithoutWindows({
      folder: join(folder, String(index)),
      url,
      index,
      fetch: countedFetch,
      onAcknowledged: () => onAcknowledged(),
      onWarning: () => onFailed(),
    });
    return {
      ...counter,
      drained: () =>
        new Promise((resolve) => {
          onAcknowledged = () => {
            if (counter.storage.outbox.counts().waiting === 0) resolve();
          };
          onAcknowledged();
        }),
      failed: () =>
        new Promise((resolve) => {
          onFailed = resolve;
        }),
    };
  };

  const herd: HerdMember[] = [];
  for (let index = 0; index < Number(counters); index += 1) {
    herd.push(await member(Number(first) + index));
  }

  const receive = async (count: number, how: 'each' | 'together'): Promise<number> =>
    herd.reduce((sum, counter) => sum + counter.receive(count, how).tookMs, 0);
  const tasks: Readonly<Record<string, (count: number) => Promise<unknown>>> = {
    'log-in': async () => {
      for (const counter of herd) {
        if (!(await counter.logIn())) throw new Error('not logged in');
      }
    },
    'receive-each': (count) => receive(count, 'each'),
    'receive-together': (count) => receive(count, 'together'),
    'in-turn': async () => {
      const waiting = [...herd];
      const drainNext = async (): Promise<void> => {
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
          const drained = next.drained();
          next.drain.nudge();
          await drained;
        }
      };
      await Promise.all(Array.from({ length: inTurn }, drainNext));
    },
    cut: async () => {
      isCut = true;
      const failed = herd.map((counter) => counter.failed());
      for (const counter of herd) counter.drain.nudge();
      await Promise.all(failed);
    },
    storm: async () => {
      isCut = false;
      const drained = herd.map((counter) => counter.drained());
      for (const counter of herd) counter.drain.nudge();
      await Promise.all(drained);
    },
  };

  process.stdout.write('open\n');
  for await (const line of createInterface({ input: process.stdin })) {
    [requests, batches] = [0, 0];
    const began = performance.now();
    const [task = '', count] = line.split(' ');
    const took = await tasks[task]?.(Number(count));
    process.stdout.write(
      `done ${typeof took === 'number' ? took : performance.now() - began} ${requests} ${batches}\n`,
    );
  }
  for (const { drain, storage } of herd) {
    drain.stop();
    storage.close();
  }
}

const string = { type: 'string', default: '' } as const;
const { values } = parseArgs({
  options: { folder: string, url: string, first: string, counters: string },
});
void run(values);
