import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ok } from '../../src/support/result.ts';
import { createCaseStore } from './case-store.ts';
import type { Driver, DriverConnection } from './driver.ts';
import { loadDriver } from './load-driver.ts';
import { migrations } from './migrations.ts';
import { openDatabase } from './open-database.ts';
import { createOutbox } from './outbox.ts';
import { aesGcmSealer } from './sealing.ts';
import { driverNames } from './testing/drivers.ts';
import { runUntilStep } from './testing/run-until-step.ts';
import { sampleCase, sampleEvent } from './testing/samples.ts';
import { random, stoppedClock } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const sealer = aesGcmSealer(random(32), random);
const caseIdOf = (number: number) => sampleEvent(number).payload.caseId;

/** Cases and outbox on a file. */
function open(driver: Driver, file: string) {
  const opened = openDatabase(driver, file, migrations);
  if (!opened.ok) throw new Error(opened.problem.code);
  const database = opened.value;
  const cases = createCaseStore({ database, sealer, clock: stoppedClock });
  const outbox = createOutbox({
    database,
    sealer,
    epoch: 'epoch',
    keptFrom: () => ({ at: stoppedClock.now(), isTold: false }),
    clerk: () => null,
  });
  return {
    /** Stores a case and what reports it. */
    submit: (number: number) =>
      database.transaction(() => {
        cases.save(sampleCase({ id: caseIdOf(number), stage: 'submitting' }));
        return ok(outbox.enqueue(sampleEvent(number)));
      }),
    /** Takes the platform's answer, in which the first case has its number. */
    acknowledge: () =>
      database.transaction(() => {
        cases.save(sampleCase({ id: caseIdOf(1), stage: 'received' }));
        return outbox.acknowledge({
          platformId: '019ab000-0000-7000-8000-0000000000aa',
          ackedThrough: 1,
          rejected: [],
          received: [],
        });
      }),
    world: () => ({
      stages: [1, 2].map((number) => {
        const found = cases.load(caseIdOf(number));
        return found.ok ? found.value.stage : found.problem.code;
      }),
      waiting: outbox.counts().waiting,
      ackedThrough: outbox.ackedThrough(),
    }),
    close: database.close,
  };
}

/** What there is after none, one, two and three commits: nothing in between is ever there. */
const worlds = [
  { stages: ['case.unknown', 'case.unknown'], waiting: 0, ackedThrough: 0 },
  { stages: ['submitting', 'case.unknown'], waiting: 1, ackedThrough: 0 },
  { stages: ['submitting', 'submitting'], waiting: 2, ackedThrough: 0 },
  { stages: ['received', 'submitting'], waiting: 1, ackedThrough: 1 },
];

describe.each(driverNames)('a process that commits on %s', (name) => {
  it('leaves every confirmed commit whole and nothing of the next, wherever it is killed', () => {
    const driver = loadDriver(name);
    const empty = temporaryFolder();
    open(driver, join(empty, 'test.db')).close();
    const seen = new Set<number>();
    let wasKilled = true;
    let steps = 0;
    for (; wasKilled; steps += 1) {
      const folder = join(temporaryFolder(), 'killed');
      cpSync(empty, folder, { recursive: true });
      const connections = new Set<DriverConnection>();
      const watched: Driver = {
        ...driver,
        connect: (...place) => {
          const connection = driver.connect(...place);
          connections.add(connection);
          const close = () => {
            connections.delete(connection);
            connection.close();
          };
          return {
            ...connection,
            get inTransaction() {
              return connection.inTransaction;
            },
            close,
          };
        },
      };
      let confirmed = 0;
      wasKilled = runUntilStep(
        steps + 1,
        (mortal) => {
          const storage = open(mortal(watched), join(folder, 'test.db'));
          for (const commit of [
            () => storage.submit(1),
            () => storage.submit(2),
            () => storage.acknowledge(),
          ]) {
            expect(commit()).toMatchObject({ ok: true });
            confirmed += 1;
          }
        },
        'statements',
      );
      // What the killed process has left, before closing its connections could mend anything.
      const left = join(temporaryFolder(), 'left');
      cpSync(folder, left, { recursive: true });
      for (const connection of connections) connection.close();
      const after = open(driver, join(left, 'test.db'));
      expect(after.world(), `killed at step ${steps + 1}`).toEqual(worlds[confirmed]);
      // It goes on from there.
      expect(after.submit(3)).toMatchObject({ ok: true });
      after.close();
      seen.add(confirmed);
    }
    expect(seen).toEqual(new Set(worlds.keys()));
    expect(steps).toBeGreaterThan(12);
  });
});
