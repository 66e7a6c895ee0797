import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../reference-platform/database/open-database.ts';
import { buildCampaigns, campaignDir } from '../build.ts';
import { startMortal } from '../campaigns/mortal-process.ts';
import { atMost, type BenchResult } from './bench-result.ts';

const herds = 2;
const countersPerHerd = 250;

/** What each counter has collected by the time the platform is back. */
const events = 200;

/** How long a herd took for something, and how many batches it sent and got acknowledged meanwhile. */
interface TaskAnswer {
  readonly ms: number;
  readonly requests: number;
  readonly batches: number;
}

/**
 * Five hundred counters hear at the same moment that the platform is there again, each with real storage, drain and client.
 * How long until all is received, beside the same work at the same server by counters that come in turn, never refused; how
 * many requests a batch takes; and what is lost.
 */
export async function reconnectStormBenchmark(): Promise<readonly BenchResult[]> {
  await buildCampaigns();
  const folder = await mkdtemp(join(tmpdir(), 'mianzhengban-h11-'));
  const data = join(folder, 'platform');
  let onUrl: (url: string) => void = () => undefined;
  const started = new Promise<string>((resolve) => {
    onUrl = resolve;
  });
  const script = join(import.meta.dirname, '..', 'campaigns', 'platform-process.ts');
  const platform = startMortal(script, ['--data', data], (url) => onUrl(url));
  const url = await started;
  const all = Array.from({ length: herds }, (_, index) => startHerd(folder, url, index));
  const together = (task: string) => Promise.all(all.map((herd) => herd.say(task)));
  try {
    await Promise.all(all.map((herd) => herd.opened));
    await together('log-in');
    await together('receive-together');
    const ideal = await together('in-turn');
    // Whoever has logged in first has been told a window for few.
    await together('log-in');
    await together('receive-together');
    await together('cut');
    const storm = await together('storm');
    await platform.kill();
    const counters = herds * countersPerHerd;
    const lost = 2 * counters * events - (await countCases(data));
    const longest = (answers: readonly TaskAnswer[]) => Math.max(...answers.map(({ ms }) => ms));
    const requests = storm.reduce((sum, answer) => sum + answer.requests, 0);
    const batches = storm.reduce((sum, answer) => sum + answer.batches, 0);
    const size = `${counters} counters, ${events} events each`;
    return [
      atMost(1.15, {
        id: 'H11',
        name: 'reconnect-storm',
        ours: { label: `all at once, ${size}`, value: longest(storm), unit: 'ms' },
        peer: { label: 'the same in turn, whole batches', value: longest(ideal), unit: 'ms' },
      }),
      atMost(2, {
        id: 'H11',
        name: 'reconnect-storm',
        ours: { label: 'sent', value: requests, unit: 'requests' },
        peer: { label: 'received', value: batches, unit: 'batches' },
      }),
      atMost(0, {
        id: 'H11',
        name: 'reconnect-storm',
        ours: { label: 'lost', value: lost, unit: 'cases' },
        peer: { label: 'committed at the counters', value: 2 * counters * events, unit: 'cases' },
      }),
    ];
  } finally {
    for (const herd of all) await herd.stop();
    await platform.kill();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Many counters in a process of their own, that do one thing after the other. */
function startHerd(folder: string, url: string, index: number) {
  let onAnswer: (answer: string) => void = () => undefined;
  const nextAnswer = () =>
    new Promise<string>((resolve) => {
      onAnswer = resolve;
    });
  const opened = nextAnswer();
  const herd = startMortal(
    join(campaignDir, 'herd-process.cjs'),
    [
      ...['--folder', join(folder, `herd-${index}`), '--url', url],
      ...['--first', String(index * countersPerHerd), '--counters', String(countersPerHerd)],
      ...['--events', String(events)],
    ],
    (line) => onAnswer(line),
  );
  return {
    opened,
    say: async (task: string): Promise<TaskAnswer> => {
      const answer = nextAnswer();
      herd.tell(task);
      const [, ms, requests, batches] = (await answer).split(' ');
      return { ms: Number(ms), requests: Number(requests), batches: Number(batches) };
    },
    stop: () => herd.kill(),
  };
}

async function countCases(dataDir: string): Promise<number> {
  const db = await openDatabase(dataDir);
  const { cases } = await db
    .selectFrom('cases')
    .select(({ fn }) => fn.countAll<number>().as('cases'))
    .executeTakeFirstOrThrow();
  await db.destroy();
  return Number(cases);
}
