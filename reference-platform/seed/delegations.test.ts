import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  delegationScopeSchema,
  delegationStateSchema,
} from '../../src/contracts/delegation-api.ts';
import type { Database } from '../database/open-database.ts';
import { openDatabase } from '../database/open-database.ts';
import { timeOverAt, toDelegation } from '../delegations/delegation.ts';
import { readSeededFolders } from '../testing/seeded-folders.ts';
import { delegationsOn } from './delegations.ts';
import { enterprises } from './enterprises.ts';
import { people, peopleElsewhere } from './people.ts';
import { seedDatabase } from './seed-database.ts';
import { serviceItems } from './service-items.ts';

const days = ['2026-11-24', '2028-02-29', '2036-12-31'];

test.each(days)(
  'on %s there are twelve delegations in every state, and none is what time has ended',
  (day) => {
    const seeded = delegationsOn(day);
    expect(seeded).toHaveLength(12);
    const states = new Set(seeded.map(({ delegation }) => delegation.state));
    expect([...states].sort()).toEqual([...delegationStateSchema.options].sort());
    for (const now of [`${day}T00:00:00.000Z`, `${day}T15:59:59.999Z`]) {
      const over = seeded.filter(({ delegation }) => timeOverAt(toDelegation(delegation), now));
      expect(over).toEqual([]);
    }
  },
);

test('both kinds, an enterprise, offers and windows, a part of what was asked, and one without an agent occur', () => {
  const seeded = delegationsOn('2026-11-24').map(({ delegation }) => toDelegation(delegation));
  const some = (test: (delegation: (typeof seeded)[number]) => boolean) => seeded.some(test);
  expect([
    some(({ scope }) => scope.kind === 'standing' && scope.itemCodes.length > 1),
    some(({ principal }) => principal.type === 'enterprise'),
    some(({ askedBy }) => askedBy === 'window'),
    some(({ scope, askedLicenceTypes }) => askedLicenceTypes.length > scope.licenceTypes.length),
    some(({ agent }) => agent === undefined),
  ]).toEqual([true, true, true, true, true]);
});

test('scopes are ones that could be offered, of people and enterprises that are there', () => {
  const numbers = new Map<string, string>(
    [
      ...Object.values(people).map(({ card }) => card),
      ...Object.values(peopleElsewhere),
      ...Object.values(enterprises).map(({ uscc, name }) => ({ idNumber: uscc, name })),
    ].map(({ idNumber, name }) => [idNumber, name]),
  );
  for (const { delegation } of delegationsOn('2026-11-24')) {
    expect(numbers.get(delegation.principal_number)).toBe(delegation.principal_name);
    const { agent_id_number, agent_name } = delegation;
    if (agent_id_number !== null) expect(numbers.get(agent_id_number)).toBe(agent_name);
    const scope = delegationScopeSchema.parse(JSON.parse(delegation.scope));
    const registered = serviceItems
      .filter(({ code }) => scope.itemCodes.includes(code))
      .flatMap(({ licences }) => licences.map(({ typeCode }) => typeCode));
    expect(registered).toEqual(expect.arrayContaining([...scope.licenceTypes]));
  }
});

test('the last move of each is the state it is in, and agreements are those of its moves', () => {
  for (const { delegation, moves } of delegationsOn('2026-11-24')) {
    expect(moves.at(-1)?.state).toBe(delegation.state);
    expect(moves.map(({ at }) => at)).toEqual(moves.map(({ at }) => at).sort());
    const agreed = [delegation.principal_agreed_at, delegation.agent_agreed_at];
    if (delegation.state === 'accepted') expect(agreed).not.toContain(null);
    if (delegation.state === 'part-accepted') expect(agreed.filter(Boolean)).toHaveLength(1);
  }
});

const read = async (db: Database) => ({
  delegations: await db.selectFrom('delegations').selectAll().orderBy('delegation_id').execute(),
  moves: await db.selectFrom('delegation_moves').selectAll().execute(),
});

test('the same day gives the same to the byte; seeding again on another day changes nothing', async () => {
  const [first, second, again] = await readSeededFolders(read);
  expect(second).not.toBe(first);
  expect(again).toBe(second);
  const dataDir = await mkdtemp(join(tmpdir(), 'reference-platform-delegations-'));
  const db = await openDatabase(dataDir);
  await seedDatabase(db, '2026-11-24');
  expect(JSON.stringify(await read(db))).toBe(first);
  await db.destroy();
  await rm(dataDir, { recursive: true });
});
