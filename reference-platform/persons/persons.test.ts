import { afterAll, beforeAll, expect, test } from 'vitest';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { people } from '../seed/people.ts';
import { type PlatformUnderTest, startPlatformUnderTest } from '../testing/platform-under-test.ts';

let bench: PlatformUnderTest;
let token: string;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
  ({ token } = await bench.logIn());
});
afterAll(() => bench.stop());

const { allGood, rareName } = people;

test.each([
  ['a number with its name', allGood.card.idNumber, allGood.card.name, 'matched'],
  ['a name of rare characters', rareName.card.idNumber, '梁𠮷㙍䶮', 'matched'],
  ['a variant of a rare character', rareName.card.idNumber, '梁吉㙍䶮', 'name-differs'],
  ["somebody else's name", allGood.card.idNumber, rareName.card.name, 'name-differs'],
  ['a number nobody has', '440699199001010014', allGood.card.name, 'unknown'],
])('%s', async (_what, idNumber, name, match) => {
  const { body } = await bench.call('POST', platformPaths.matchPerson, { idNumber, name }, token);
  expect(body).toEqual({ match });
});
