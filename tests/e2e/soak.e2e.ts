import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import { memoryOfTree } from '../../scripts/benchmarks/process-memory.ts';
import type { Counter } from '../../scripts/workbench/counter.ts';
import { liftCard } from '../../scripts/workbench/lay-card.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';
import { soakCases } from '../campaign-size.ts';
import { test } from './at-a-counter.ts';

/** What caches may add that fill once; a few cases only warm the program up. */
const growthLimit = soakCases < 100 ? 1.6 : 1.15;
/** Descriptors that come and go with the platform's connections. */
const handleNoise = 12;
const mebibyte = 1024 * 1024;

/** What a running workstation holds on to. */
function holdings({ application }: Workstation, { dataDir }: Counter) {
  const main = application.process().pid ?? 0;
  return {
    memory: memoryOfTree(main),
    handles: readdirSync(`/proc/${main}/fd`).length,
    log: statSync(join(dataDir, 'store', 'workstation.db-wal')).size,
  };
}

// What a process holds is read from /proc.
test.skipIf(process.platform !== 'linux')(
  'case after case, as many as in a week: memory, handles and the log of the database do not grow',
  async ({ counter, workstation, intake }) => {
    const { clerk } = workstation;
    const held: ReturnType<typeof holdings>[] = [];
    for (let number = 1; number <= soakCases; number += 1) {
      await intake.chooseItem(people.allGood.variant);
      await counter.reader.placeCard(people.allGood.card);
      await intake.pushConsent();
      await intake.answer('agree');
      await clerk.getByTestId('submit-case').waitFor();
      await intake.fillContact();
      await intake.submit();
      expect(await intake.caseNumber()).not.toBe('');
      await intake.dropCase();
      await liftCard(counter, workstation);
      if (number % (soakCases / 4) === 0) held.push(holdings(workstation, counter));
    }
    const [first, ...later] = held;
    const last = later.at(-1);
    if (first === undefined || last === undefined) throw new Error('nothing was compared');
    expect(last.memory / first.memory).toBeLessThan(growthLimit);
    expect(last.handles - first.handles).toBeLessThan(handleNoise);
    for (const { log } of held) expect(log).toBeLessThan(16 * mebibyte);
  },
  4 * 60 * 60_000,
);
