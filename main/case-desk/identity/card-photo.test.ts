import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { people } from '../../../reference-platform/seed/people.ts';
import type { ResidentCard } from '../../../src/domain/identity-card.ts';
import { fail } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import {
  counterAt,
  fillContact,
  platformOfTests,
  toForm,
  toReview,
} from '../testing/counter-under-test.ts';
import { reading } from '../testing/desk-under-test.ts';

const bench = platformOfTests();
const { allGood, noLicence } = people;

const photoOf = ({ card }: { readonly card: ResidentCard }) =>
  ok({ kind: 'image', bitmap: Buffer.from(reading(card).photo).toString('base64') });
const notKept = ok({ kind: 'not-kept' });

test('the photo of the card can be seen from the reading on, and only in its own case', async () => {
  const { desk, ...at } = await counterAt(bench());
  desk.cases.open();
  const empty = desk.caseId();
  expect(await desk.cases.showPhoto(empty)).toEqual(notKept);
  await toReview({ desk, ...at }, allGood);
  const first = desk.caseId();
  expect(await desk.cases.showPhoto(first)).toEqual(photoOf(allGood));
  await toReview({ desk, ...at }, noLicence);
  expect(await desk.cases.showPhoto(desk.caseId())).toEqual(photoOf(noLicence));
  expect(await desk.cases.showPhoto(first)).toEqual(fail('case.unknown'));
  expect(desk.cases.resume(first)).toEqual(ok(null));
  expect(await desk.cases.showPhoto(first)).toEqual(photoOf(allGood));
});

test('it is gone when the case ends, whichever way', async () => {
  const at = await counterAt(bench());
  const { cases, caseId } = at.desk;
  await toReview(at);
  expect(cases.send(caseId(), { type: 'case.closed' })).toEqual(ok(null));
  expect(await cases.showPhoto(caseId())).toEqual(notKept);

  await toForm(at);
  fillContact(at.desk);
  cases.submit(caseId());
  expect(await cases.showPhoto(caseId())).toEqual(photoOf(allGood));
  await at.desk.stage('received');
  expect(await cases.showPhoto(caseId())).toEqual(notKept);
});

test('it goes with the clerk, and comes back with the card of the same person', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  const caseId = at.desk.caseId();
  at.desk.cases.leave();
  at.desk.cases.begin();
  expect(await at.desk.cases.showPhoto(caseId)).toEqual(notKept);
  at.desk.cases.hold(caseId);
  at.arrive(allGood.card);
  expect(at.desk.caseId()).toBe(caseId);
  expect(await at.desk.cases.showPhoto(caseId)).toEqual(photoOf(allGood));
});

test('no file and no line of the log has it', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  await at.desk.cases.showPhoto(at.desk.caseId());
  const photo = Buffer.from(reading(allGood.card).photo);
  const files = globSync(join(at.folder, '**'), { withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  expect(files.length).toBeGreaterThan(1);
  for (const file of files) {
    const content = readFileSync(join(file.parentPath, file.name));
    expect(content.includes(photo), file.name).toBe(false);
  }
  expect(JSON.stringify(at.desk.logged)).not.toContain(photo.toString('base64'));
});
