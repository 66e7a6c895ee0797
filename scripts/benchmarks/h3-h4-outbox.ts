import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { receivedCase } from '../../reference-platform/testing/received-case.ts';
import { buildCampaigns, campaignDir } from '../build.ts';
import { startMortal } from '../campaigns/mortal-process.ts';
import { longStep } from '../progress.ts';
import { runCommand } from '../run-command.ts';
import type { BenchResult } from './bench-result.ts';
import { median } from './percentile.ts';

/** Events of a turn. */
const events = 10_000;
const turns = 3;

const manifest = join(import.meta.dirname, 'peers');
const peersDir = join(dirname(dirname(import.meta.dirname)), '.cache', 'benchmark-peers');

/** How much faster than a peer the outbox has to take an event, and to hand all over; `undefined`: it is not compared. */
const peers: readonly {
  readonly name: string;
  readonly label: string;
  readonly enqueue: number | undefined;
  readonly drain: number;
}[] = [
  { name: 'powersync', label: 'PowerSync, Node, SQLite', enqueue: 3, drain: 1.5 },
  { name: 'rxdb', label: 'RxDB, in memory', enqueue: undefined, drain: 2 },
  { name: 'pouchdb', label: 'PouchDB, LevelDB', enqueue: undefined, drain: 8 },
];

/** Events in a second. */
interface Rates {
  readonly enqueue: number;
  readonly drain: number;
}

/**
 * The outbox, sealing and waiting for the disk at each event, beside the queues of offline libraries: events taken one by
 * one, and all of them handed over to the same server, which has them on its disk before it answers; in batches as large,
 * each in a process of its own, in turns.
 */
export async function outboxBenchmark(): Promise<readonly BenchResult[]> {
  await buildCampaigns();
  const areThere = await installPeers();
  const ours: Rates[] = [];
  const theirs = new Map<string, Rates[]>(peers.map(({ name }) => [name, []]));
  for (let turn = 0; turn < turns; turn += 1) {
    ours.push(await inTurn(measureOurs));
    if (!areThere) continue;
    for (const { name } of peers) {
      const found = await inTurn((turnFolder) => measurePeer(name, turnFolder));
      theirs.get(name)?.push(found);
    }
  }
  const results = peers.flatMap(({ name, label, enqueue, drain }) => {
    const measured = theirs.get(name) ?? [];
    return [
      ...(enqueue === undefined
        ? []
        : [compare('H3', 'durable-enqueue', 'enqueue', ours, measured, label, enqueue)]),
      compare('H4', 'outbox-drain', 'drain', ours, measured, label, drain),
    ];
  });
  return results.sort((one, other) => one.id.localeCompare(other.id));
}

/** Puts the peers where they are run from, on first use. @returns whether they are there */
async function installPeers(): Promise<boolean> {
  mkdirSync(peersDir, { recursive: true });
  cpSync(manifest, peersDir, { recursive: true });
  if (existsSync(join(peersDir, 'node_modules', 'pouchdb'))) return true;
  const { code, stderr } = await longStep('安装对照库 Installing the peers', () =>
    runCommand('npm', ['install', '--no-audit', '--no-fund'], {
      cwd: peersDir,
      env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env['PATH']}` },
    }),
  );
  if (code !== 0) process.stderr.write(`${stderr.trim()}\n`);
  return code === 0;
}

interface Turn {
  readonly folder: string;
  readonly url: string;
}

/** A turn of somebody's, with an empty folder and an empty server. */
async function inTurn(measure: (turn: Turn) => Promise<Rates>): Promise<Rates> {
  const folder = await mkdtemp(join(tmpdir(), 'mianzhengban-h3-'));
  const script = join(import.meta.dirname, 'durable-inbox-process.ts');
  let onUrl: (url: string) => void = () => undefined;
  const started = new Promise<string>((resolve) => {
    onUrl = resolve;
  });
  const server = startMortal(script, [join(folder, 'inbox.sqlite')], (url) => onUrl(url));
  try {
    const url = await started;
    const rates = await measure({ folder, url });
    const { kept } = (await (await fetch(`${url}/count`)).json()) as { readonly kept: number };
    if (kept !== events) throw new Error(`The server has ${kept} of ${events} events.`);
    return rates;
  } finally {
    await server.kill();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function measureOurs({ folder, url }: Turn): Promise<Rates> {
  const heard: ((line: string) => void)[] = [];
  const nextLine = () => new Promise<string>((resolve) => heard.push(resolve));
  const opened = nextLine();
  const herd = startMortal(
    join(campaignDir, 'herd-process.cjs'),
    ['--folder', folder, '--url', url, '--counters', '1', '--events', String(events)],
    (line) => heard.shift()?.(line),
  );
  const doTask = async (task: string): Promise<number> => {
    const answered = nextLine();
    herd.tell(task);
    return Number((await answered).split(' ')[1]);
  };
  await opened;
  await doTask('log-in');
  const enqueueMs = await doTask('receive-each');
  const drainMs = await doTask('in-turn');
  await herd.kill();
  return { enqueue: perSecond(enqueueMs), drain: perSecond(drainMs) };
}

async function measurePeer(name: string, { folder, url }: Turn): Promise<Rates> {
  const sample = join(folder, 'sample.json');
  writeFileSync(sample, JSON.stringify(receivedCase(1)));
  const script = join(peersDir, `${name}.mjs`);
  const args = [script, folder, url, String(events), sample];
  const { code, stdout, stderr } = await runCommand(process.execPath, args);
  const msOf = (what: string) => Number(new RegExp(`^${what} (\\S+)$`, 'm').exec(stdout)?.[1]);
  if (code !== 0) throw new Error(`${name}: ${stderr.slice(0, 500)}`);
  return { enqueue: perSecond(msOf('enqueue')), drain: perSecond(msOf('drain')) };
}

function perSecond(ms: number): number {
  return (events * 1000) / ms;
}

function compare(
  id: string,
  name: string,
  what: keyof Rates,
  ours: readonly Rates[],
  theirs: readonly Rates[],
  label: string,
  limit: number,
): BenchResult {
  const value = median(ours.map((rates) => rates[what]));
  const isThere = theirs.length > 0;
  const rate = isThere ? median(theirs.map((rates) => rates[what])) : Number.NaN;
  return {
    id,
    name,
    ours: { label: 'sealed, SQLite FULL', value, unit: 'events/s' },
    peer: {
      label: isThere ? label : `${label}: could not be installed`,
      value: rate,
      unit: 'events/s',
    },
    ratio: value / rate,
    limit: `≥ ${limit}`,
    pass: value / rate >= limit,
  };
}
