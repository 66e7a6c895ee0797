import { afterAll, beforeAll, expect, test } from 'vitest';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { personValuesAnswerSchema } from '../../src/contracts/subject-api.ts';
import { people } from '../seed/people.ts';
import {
  type PlatformUnderTest,
  startPlatformUnderTest,
  workstationId,
} from '../testing/platform-under-test.ts';

let bench: PlatformUnderTest;
let token: string;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
  ({ token } = await bench.logIn());
});
afterAll(() => bench.stop());

const ask = (request: unknown, as = token) =>
  bench.call('POST', platformPaths.personValues, request, as);
const { allGood, tooYoung, rareName } = people;

test('a person whose number and name match gets values, each with the day of its record', async () => {
  const { idNumber, name, address } = allGood.card;
  expect(await ask({ idNumber, name })).toEqual({
    status: 200,
    body: {
      values: {
        address: { value: address, recordedOn: '2012-08-20' },
        ethnicity: { value: '01', recordedOn: '2012-08-20' },
        sex: { value: '2', recordedOn: '2012-08-20' },
        birthDate: { value: '1952-06-12', recordedOn: '2012-08-20' },
      },
    },
  });
});

test('somebody who has moved still has the address of before, and the day says so', async () => {
  const { idNumber, name, address, validFrom } = tooYoung.card;
  const { values } = personValuesAnswerSchema.parse((await ask({ idNumber, name })).body);
  expect(values.address?.value).not.toBe(address);
  expect(values.address?.recordedOn).toBe('2011-04-12');
  expect(values.sex?.recordedOn).toBe(validFrom);
});

test.each([
  ["somebody else's name", allGood.card.idNumber, rareName.card.name],
  ['a variant of a rare character', rareName.card.idNumber, '梁吉㙍䶮'],
  ['a number nobody has', '440699199001010014', allGood.card.name],
])('%s gets nothing, and not what is wrong', async (_what, idNumber, name) => {
  expect(await ask({ idNumber, name })).toEqual({
    status: 404,
    body: { code: 'person-not-matched' },
  });
});

test.each(['approver', 'admin', 'technician'] as const)('a %s gets nothing', async (role) => {
  const session = await bench.logIn(workstationId, role);
  const { idNumber, name } = allGood.card;
  expect(await ask({ idNumber, name }, session.token)).toEqual({
    status: 403,
    body: { code: 'role-not-allowed' },
  });
});
