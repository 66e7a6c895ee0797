import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CaseStage } from '../../src/domain/case.ts';
import { fail } from '../../src/failures/failure.ts';
import { hallDay } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import { openDurable } from './database.ts';
import { loadDriver } from './load-driver.ts';
import { driverNames } from './testing/drivers.ts';
import { sampleCase } from './testing/samples.ts';
import { openTestStorage, stoppedClock } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

describe.each(driverNames)('the case store on %s', (driver) => {
  it('gives back a case as it was last saved, also after a restart', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, driver);
    storage.cases.save(sampleCase());
    const later = sampleCase({ stage: 'received', caseNumber: 'FS-1' });
    storage.cases.save(later);
    expect(storage.cases.load(later.id)).toEqual(ok(later));
    storage.close();
    const reopened = await openTestStorage(folder, driver);
    expect(reopened.cases.load(later.id)).toEqual(ok(later));
    expect(reopened.cases.load('another')).toEqual(fail('case.unknown'));
  });

  it("lists a clerk's cases that have not ended, and those of the day, oldest first", async () => {
    const { cases } = await openTestStorage(temporaryFolder(), driver);
    const save = (id: string, stage: CaseStage, minute: number, clerk = 'chen.li'): void =>
      cases.save(sampleCase({ id, stage, clerk, openedAt: `2026-11-24T00:0${minute}:00.000Z` }));
    save('later', 'submitting', 2);
    save('received', 'received', 0);
    save('closed', 'closed', 0);
    save('earlier', 'identifying', 1);
    save('somebody-elses', 'identifying', 1, 'wu.min');
    const idsOn = (day: string) => cases.listShift('chen.li', day).cases.map(({ id }) => id);
    const today = hallDay(stoppedClock.now());
    expect(idsOn(today)).toEqual(['closed', 'received', 'earlier', 'later']);
    expect(idsOn('2026-11-25')).toEqual(['earlier', 'later']);
    expect(cases.listShift('chen.li', today).unreadable).toEqual([]);
  });

  it('lists drafts that nothing was done with on a day, and forgets for good', async () => {
    const { cases } = await openTestStorage(temporaryFolder(), driver);
    const drafts = [
      'choosing-item',
      'reviewing',
      'asking-consent',
      'filling-form',
      'closed',
    ] as const;
    const others = ['submitting', 'received', 'handing-over', 'taking-over'] as const;
    for (const stage of [...drafts, ...others]) cases.save(sampleCase({ id: stage, stage }));
    // Somebody has a paper of it.
    const received = {
      at: stoppedClock.now(),
      provisionalNumber: 'FSA0720261124000775',
      materials: [],
    };
    const offline = { since: stoppedClock.now(), received };
    cases.save(sampleCase({ id: 'on-paper', stage: 'filling-form', offline }));
    const idsNotOf = (day: string) => cases.listDrafts(day).cases.map(({ id }) => id);
    expect(idsNotOf(hallDay(stoppedClock.now()))).toEqual([]);
    expect(idsNotOf('2026-11-25').sort()).toEqual([...drafts].sort());
    cases.remove('reviewing');
    cases.remove('reviewing');
    expect(idsNotOf('2026-11-25')).not.toContain('reviewing');
    expect(cases.load('reviewing')).toEqual(fail('case.unknown'));
  });

  it('reports what it cannot read, and what was moved to another row', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, driver);
    for (const id of ['cut', 'moved', 'restaged', 'sound']) {
      storage.cases.save(sampleCase({ id }));
    }
    const raw = openDurable(loadDriver(driver), join(folder, 'store', 'workstation.db'));
    if (!raw.ok) throw new Error(raw.problem.code);
    onTestFinished(raw.value.close);
    raw.value.exec(`
      UPDATE cases SET body = substr(body, 2) WHERE id = 'cut';
      UPDATE cases SET body = (SELECT body FROM cases WHERE id = 'sound') WHERE id = 'moved';
      UPDATE cases SET stage = 'filling-form' WHERE id = 'restaged'`);
    const { cases: found, unreadable } = storage.cases.listShift('chen.li', '2026-11-24');
    expect(found.map(({ id }) => id)).toEqual(['sound']);
    expect(unreadable).toEqual(['cut', 'moved', 'restaged']);
    expect(storage.cases.load('cut')).toEqual(
      fail('storage.unreadable-record', { table: 'cases', id: 'cut' }),
    );
  });
});
