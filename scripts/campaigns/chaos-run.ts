import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomNumbers } from '../../hardware/simulators/random-numbers.ts';
import { openDatabase } from '../../reference-platform/database/open-database.ts';
import { type MisbehaviourRule, misbehaviourPaths } from '../../src/contracts/misbehaviour-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { buildCampaigns, campaignDir } from '../build.ts';
import { type MortalProcess, startMortal } from './mortal-process.ts';

/** How long a run lasts: until all of it has been reached. */
export interface ChaosGoals {
  readonly seconds: number;
  readonly writes: number;
  readonly kills: number;
}

/** What came of it. */
export interface ChaosFigures {
  readonly seconds: number;
  /** Cases that a counter had on its disk, each after a commit of its own. */
  readonly acknowledged: number;
  /** Of those, the ones that are not at the platform. */
  readonly lost: number;
  /** Effects that are there more than once. */
  readonly duplicated: number;
  readonly kills: { readonly counters: number; readonly platform: number };
  /** Batches sent, and the share of them that brought no good answer: a bad one, or none since somebody had been killed. */
  readonly tries: number;
  readonly faulty: number;
  /** Milliseconds from the end of all faults until nothing waited any more; `undefined`: more than a minute. */
  readonly drainMs: number | undefined;
  /** Milliseconds from the start of a killed counter's next life until its storage was open, at most. */
  readonly slowestOpenMs: number;
}

const counters = 2;

/** Milliseconds within which everything has to be at the platform once all is well. */
const drainLimit = 60_000;

/** Milliseconds between two kills, at most. */
const longestPeace = 1_200;

/** One in `every` answers each, so that well over 30 of a hundred batches get none, a wrong one or one too late. */
const faults: readonly MisbehaviourRule[] = (
  [
    'status500',
    'status503',
    'resetBeforeCommit',
    'resetAfterCommit',
    'dropConnectionAfterCommit',
    'truncatedJson',
    'truncatedBody',
    'wrongShape',
  ] as const
).map((fault, index) => ({ fault, path: platformPaths.batches, every: 15 + 2 * index }));
const harmless: readonly MisbehaviourRule[] = [
  { fault: 'processedTwice', path: platformPaths.batches, every: 7 },
  { fault: 'delayMs', path: platformPaths.batches, ms: 200, every: 37 },
];

/**
 * Two counters receive cases as fast as their disks take them, one platform answers badly, and all three are killed again
 * and again. Then all is well, the counters drain, and what is at the platform is compared with what they had committed.
 */
export async function runChaos(goals: ChaosGoals, seed: number): Promise<ChaosFigures> {
  await buildCampaigns();
  const folder = await mkdtemp(join(tmpdir(), 'mianzhengban-chaos-'));
  const began = performance.now();
  const platform = await startPlatform(join(folder, 'platform'));
  try {
    const herd = Array.from({ length: counters }, (_, index) =>
      startCounter(join(folder, `counter-${index}`), platform.url, index),
    );
    const committed = () => sumOf(herd.map((counter) => counter.committed()));
    const random = randomNumbers(seed);
    const kills = { counters: 0, platform: 0 };
    const isReached = () =>
      performance.now() - began >= goals.seconds * 1000 &&
      committed() >= goals.writes &&
      kills.counters + kills.platform >= goals.kills;
    while (!isReached()) {
      await sleep(random() % longestPeace);
      const counter = herd[random() % (counters + 1)];
      if (counter === undefined) {
        await platform.killAndRestart();
        kills.platform += 1;
      } else {
        await counter.killAndRestart();
        kills.counters += 1;
      }
    }
    await platform.behave();
    for (const counter of herd) counter.finish();
    const healedAt = performance.now();
    const isDrained = await Promise.race([
      Promise.all(herd.map((counter) => counter.drained())).then(() => true),
      sleep(drainLimit, false),
    ]);
    const drainMs = isDrained ? performance.now() - healedAt : undefined;
    await Promise.all(herd.map((counter) => counter.stop()));
    await platform.stop();
    const found = await compare(
      join(folder, 'platform'),
      herd.map((counter) => counter.committed()),
    );
    const tries = sumOf(herd.map((counter) => counter.tries()));
    return {
      seconds: (performance.now() - began) / 1000,
      acknowledged: committed(),
      ...found,
      kills,
      tries,
      faulty: sumOf(herd.map((counter) => counter.failures())) / tries,
      drainMs,
      slowestOpenMs: Math.max(...herd.map((counter) => counter.slowestOpenMs())),
    };
  } finally {
    await platform.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The platform, at one address through all its lives. */
async function startPlatform(dataDir: string) {
  const script = join(import.meta.dirname, 'platform-process.ts');
  const rules = JSON.stringify([...faults, ...harmless]);
  let running: MortalProcess | undefined;
  const start = (port: number) =>
    new Promise<string>((resolve) => {
      const args = ['--data', dataDir, '--port', String(port), '--faults', rules];
      running = startMortal(script, args, resolve);
    });
  const url = await start(0);
  const port = Number(new URL(url).port);
  return {
    url,
    killAndRestart: async () => {
      await running?.kill();
      await start(port);
    },
    behave: async () => {
      await fetch(url + misbehaviourPaths.faults, { method: 'DELETE' });
    },
    stop: async () => {
      await running?.kill();
    },
  };
}

/** A counter, with its files through all its lives. */
function startCounter(folder: string, url: string, index: number) {
  const script = join(campaignDir, 'counter-process.cjs');
  const args = ['--folder', folder, '--url', url, '--index', String(index)];
  const counted = { committed: 0, tries: 0, failures: 0, slowestOpenMs: 0 };
  /** Of the lives before. */
  let earlier = { tries: 0, failures: 0 };
  let onDrained: () => void = () => undefined;
  const hear = (line: string): void => {
    const [word, ...figures] = line.split(' ');
    if (word === 'committed') counted.committed = Number(figures[0]);
    else if (word === 'tries') {
      counted.tries = earlier.tries + Number(figures[0]);
      counted.failures = earlier.failures + Number(figures[2]);
    } else if (word === 'open') {
      counted.slowestOpenMs = Math.max(counted.slowestOpenMs, Number(figures[0]));
    } else if (word === 'drained') onDrained();
  };
  const isDrained = new Promise<void>((resolve) => {
    onDrained = resolve;
  });
  let running = startMortal(script, args, hear);
  return {
    committed: () => counted.committed,
    tries: () => counted.tries,
    failures: () => counted.failures,
    slowestOpenMs: () => counted.slowestOpenMs,
    killAndRestart: async () => {
      await running.kill();
      earlier = { tries: counted.tries, failures: counted.failures };
      running = startMortal(script, args, hear);
    },
    finish: () => running.finish(),
    drained: () => isDrained,
    stop: () => running.kill(),
  };
}

/** What of the counters' committed cases is not at the platform, and what is there more than once. */
async function compare(dataDir: string, committed: readonly number[]) {
  const db = await openDatabase(dataDir);
  try {
    const cases = await db.selectFrom('cases').select('case_id').execute();
    const there = new Set(cases.map(({ case_id }) => case_id));
    const lost = committed.flatMap((last, index) =>
      Array.from({ length: last }, (_, before) => caseIdOf(index, before + 1)).filter(
        (id) => !there.has(id),
      ),
    );
    const { told } = await db
      .selectFrom('journal')
      .select(({ fn }) => fn.countAll<number>().as('told'))
      .where('change', 'like', '{"kind":"case:received"%')
      .executeTakeFirstOrThrow();
    return { lost: lost.length, duplicated: Math.abs(Number(told) - cases.length) };
  } finally {
    await db.destroy();
  }
}

/** As the counters name their cases. */
function caseIdOf(index: number, number: number): string {
  const counter = index.toString(16).padStart(4, '0');
  return `019ab000-${counter}-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

function sumOf(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0);
}
