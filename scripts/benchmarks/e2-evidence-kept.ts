import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { people } from '../../reference-platform/seed/people.ts';
import { openBareTable } from '../../reference-platform/testing/bare-table.ts';
import { setUpCounter } from '../workbench/counter.ts';
import { intakeAt } from '../workbench/intake.ts';
import { writeSettings } from '../workbench/workstation.ts';
import { atMost, type BenchResult } from './bench-result.ts';
import { fingerLifted, lastOf } from './counter-moments.ts';
import type { Desktop } from './desktop.ts';
import { percentile } from './percentile.ts';

const cases = 40;
const person = people.allGood;
/** Milliseconds from the answer to evidence that is sealed and on the disk. */
const limits = { A: 60, B: 80 } as const;
/** As many bytes as a sealed record with its page. */
const recordBytes = 8 * 1024;

/**
 * From the citizen's page hearing that the finger has left 同意 to the signed record, sealed and committed together with
 * the case, as main logs it. What a bare commit of as many bytes takes on the same disk is said beside it.
 */
export async function evidenceKeptBenchmark(desktop: Desktop): Promise<readonly BenchResult[]> {
  const bare = await bareCommits();
  const results: BenchResult[] = [];
  for (const profile of ['A', 'B'] as const) {
    const kept = await answersKept(desktop, profile);
    results.push(
      atMost(1, {
        id: 'E2',
        name: `evidence-kept, profile ${profile}`,
        ours: {
          label: `p95 of ${kept.length}; median ${percentile(kept, 0.5).toFixed(1)} ms; a bare commit: p95 ${percentile(bare, 0.95).toFixed(1)} ms, median ${percentile(bare, 0.5).toFixed(1)} ms`,
          value: percentile(kept, 0.95),
          unit: 'ms',
        },
        peer: { label: 'what it may take', value: limits[profile], unit: 'ms' },
      }),
    );
  }
  return results;
}

async function answersKept(desktop: Desktop, profile: keyof typeof limits): Promise<number[]> {
  const counter = await setUpCounter(desktop);
  try {
    await writeSettings(counter.dataDir, {
      platformAddress: counter.platform.url,
      readerAddress: counter.reader.address,
      evidence: { profile },
      numbers: {
        consentMinimumSeconds: 1,
        consentMinimumSecondsPerLicence: 0,
        ownValuesSeconds: 0,
      },
    });
    const workstation = await counter.start();
    const intake = intakeAt(workstation);
    await intake.logIn();
    const kept: number[] = [];
    // The first case warms everything up.
    for (let number = 0; number <= cases; number += 1) {
      await intake.chooseItem(person.variant);
      await counter.reader.placeCard(person.card);
      await intake.pushConsent();
      const lifted = await fingerLifted(workstation);
      await intake.answer('agree');
      await workstation.clerk.getByTestId('submit-case').waitFor();
      if (number > 0) kept.push(lastOf('evidence.kept', workstation.log()) - (await lifted()));
      await intake.dropCase();
      await counter.reader.liftCard();
    }
    return kept;
  } finally {
    await counter.close();
  }
}

async function bareCommits(): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mianzhengban-e2-'));
  const table = openBareTable(join(folder, 'bare.sqlite'));
  try {
    return Array.from({ length: cases * 5 }, () => {
      const began = performance.now();
      table.insert(['x'.repeat(recordBytes)]);
      return performance.now() - began;
    });
  } finally {
    table.close();
    await rm(folder, { recursive: true });
  }
}
