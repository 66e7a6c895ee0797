import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  adminPaths,
  licencesAnswerSchema,
  peopleAnswerSchema,
} from '../../src/contracts/admin-api.ts';
import { enterprises } from '../seed/enterprises.ts';
import { people } from '../seed/people.ts';
import { type PlatformUnderTest, startPlatformUnderTest } from '../testing/platform-under-test.ts';

let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
});
afterAll(() => bench.stop());

test('everybody is listed with what they hold and represent', async () => {
  const { body } = await bench.call('GET', adminPaths.people);
  const listed = peopleAnswerSchema.parse(body).people;
  const { idNumber, name } = people.tooYoung.card;
  const { uscc, name: company } = enterprises.homeAppliances;
  expect(listed.find((person) => person.idNumber === idNumber)).toMatchObject({
    name,
    represents: expect.arrayContaining([{ uscc, name: company }]),
  });
  expect(listed.find((person) => person.idNumber === idNumber)?.special).toBe(
    people.tooYoung.special,
  );
  expect(new Set(listed.map((person) => person.idNumber)).size).toBe(listed.length);
});

test('the licences of one holder are listed in whatever state', async () => {
  const holder = people.revokedRegister.card.idNumber;
  const { body } = await bench.call('POST', adminPaths.licences, { holder });
  const { licences } = licencesAnswerSchema.parse(body);
  expect(licences).toContainEqual(
    expect.objectContaining({ name: '居民户口簿', status: 'ABOLISHED' }),
  );
  const listed = peopleAnswerSchema.parse((await bench.call('GET', adminPaths.people)).body);
  const person = listed.people.find(({ idNumber }) => idNumber === holder);
  expect(person?.licenceCount).toBe(licences.length);
  const nobody = await bench.call('POST', adminPaths.licences, { holder: '1' });
  expect(nobody.body).toEqual({ licences: [] });
});
