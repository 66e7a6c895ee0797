import { expect, test } from 'vitest';
import { provisionalPaths, provisionalTerms } from '../../src/contracts/provisional-api.ts';
import { addDays } from '../../src/domain/calendar-day.ts';
import { hallDay } from '../../src/support/clock.ts';
import { counterAt, platformOfTests } from '../case-desk/testing/counter-under-test.ts';
import { createNumberSupply } from './number-supply.ts';

const bench = platformOfTests();
const log = { info: () => undefined, warn: () => undefined };
const { blockSize, enough } = provisionalTerms;

async function supplied() {
  let asked = 0;
  const at = await counterAt(bench(), {
    fetch: (address, init) => {
      if (address.endsWith(provisionalPaths.blocks)) asked += 1;
      return fetch(address, init);
    },
  });
  // The platform of these tests goes by the system's clock, as its workstations do.
  const clock = { now: () => new Date().toISOString() };
  const { storage, desk } = at;
  const supply = createNumberSupply({ clock, storage, platform: desk.platform, log });
  const today = hallDay(clock.now());
  return {
    ...at,
    supply,
    today,
    asked: () => asked,
    take: (count: number) => {
      for (let taken = 0; taken < count; taken += 1) {
        const of = { windowId: 'A07', day: today };
        expect(storage.transaction(() => storage.provisionalNumbers.take(of)).ok).toBe(true);
      }
    },
  };
}

test('whoever logs in has numbers for today and three days more', async () => {
  const { supply, storage, today } = await supplied();
  await supply.replenish();
  expect(storage.provisionalNumbers.held('A07')).toMatchObject(
    [0, 1, 2, 3].map((more) => ({ day: addDays(today, more), left: blockSize })),
  );
});

test('the platform is asked only when few are left, and what comes is added', async () => {
  const { supply, storage, today, asked, take } = await supplied();
  await supply.replenish();
  take(blockSize - enough);
  await supply.replenish();
  expect(asked()).toBe(1);
  take(1);
  await supply.replenish();
  expect(asked()).toBe(2);
  const ofToday = storage.provisionalNumbers.held('A07').find(({ day }) => day === today);
  expect(ofToday?.left).toBe(enough - 1 + blockSize);
});

test('an answer that does not come leaves what is there, and is asked for again', async () => {
  const { supply, storage } = await supplied();
  bench().platform.misbehave({
    path: provisionalPaths.blocks,
    fault: 'resetAfterCommit',
    times: 1,
  });
  await supply.replenish();
  expect(storage.provisionalNumbers.held('A07')).toEqual([]);
  await supply.replenish();
  expect(storage.provisionalNumbers.held('A07')).toHaveLength(4);
});

test('nobody’s session asks for nothing', async () => {
  const { supply, desk, asked } = await supplied();
  await desk.session.logOut();
  await supply.replenish();
  expect(asked()).toBe(0);
});
