import type { Page } from 'playwright-core';
import { setUpCounter } from '../workbench/counter.ts';
import { intakeAt } from '../workbench/intake.ts';
import { writeSettings } from '../workbench/workstation.ts';
import type { BenchResult } from './bench-result.ts';
import type { Desktop } from './desktop.ts';
import { median, percentile } from './percentile.ts';

/** Seconds of which the frames are counted at a time. */
const seconds = 3;
const turns = 4;
const limit = 0.95;

/** What the reader does, as fault scripts. Asked twice a second, it answers with nothing else. */
const manners = [
  ['floods', 'on any: silence, flood 2000000'],
  ['trickles', 'on any: noise 2000, pieces 1 every 1ms'],
] as const;

/**
 * Frames a second of both windows while a reader floods the line or trickles, beside those of the same windows while it
 * answers as it should; in turns.
 */
export async function readerFloodBenchmark(desktop: Desktop): Promise<readonly BenchResult[]> {
  const counter = await setUpCounter(desktop);
  try {
    await writeSettings(counter.dataDir, {
      platformAddress: counter.platform.url,
      readerAddress: counter.reader.address,
    });
    const workstation = await counter.start();
    await intakeAt(workstation).logIn();
    const pages = [
      ['clerk', workstation.clerk],
      ['evaluator', await workstation.evaluator()],
    ] as const;
    const results: BenchResult[] = [];
    for (const [manner, script] of manners) {
      const calm = new Map<string, Frames[]>();
      const disturbed = new Map<string, Frames[]>();
      for (let turn = 0; turn <= turns; turn += 1) {
        for (const [into, rules] of [
          [calm, ''],
          [disturbed, script],
        ] as const) {
          await counter.reader.setScript(rules);
          const seen = await Promise.all(pages.map(([, page]) => countFrames(page)));
          // The first turn warms everything up.
          if (turn === 0) continue;
          pages.forEach(([name], index) => {
            into.set(name, [...(into.get(name) ?? []), seen[index] as Frames]);
          });
        }
      }
      for (const [name] of pages) {
        results.push(compare(manner, name, disturbed.get(name) ?? [], calm.get(name) ?? []));
      }
    }
    return results;
  } finally {
    await counter.close();
  }
}

/** What was seen of a page's frames. */
interface Frames {
  readonly perSecond: number;
  /** Milliseconds between frames, the 99th of a hundred. */
  readonly p99: number;
}

async function countFrames(page: Page): Promise<Frames> {
  const gaps: readonly number[] = await page.evaluate(`new Promise((resolve) => {
    const gaps = [];
    let [first, last] = [undefined, undefined];
    const frame = (now) => {
      if (last !== undefined) gaps.push(now - last);
      first ??= now;
      last = now;
      if (now - first < ${seconds * 1000}) requestAnimationFrame(frame);
      else resolve(gaps);
    };
    requestAnimationFrame(frame);
  })`);
  const whole = gaps.reduce((sum, gap) => sum + gap, 0);
  return { perSecond: (gaps.length * 1000) / whole, p99: percentile(gaps, 0.99) };
}

function compare(
  manner: string,
  window: string,
  disturbed: readonly Frames[],
  calm: readonly Frames[],
): BenchResult {
  const side = (frames: readonly Frames[], what: string) => ({
    label: `${what}, p99 between frames ${Math.round(median(frames.map(({ p99 }) => p99)))} ms`,
    value: median(frames.map(({ perSecond }) => perSecond)),
    unit: 'frames/s',
  });
  const [ours, peer] = [side(disturbed, `the reader ${manner}`), side(calm, 'the reader is calm')];
  const ratio = ours.value / peer.value;
  const name = `${window}-while-reader-${manner}`;
  return { id: 'X18', name, ours, peer, ratio, limit: `≥ ${limit}`, pass: ratio >= limit };
}
