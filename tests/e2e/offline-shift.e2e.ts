import { expect } from 'vitest';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import { people } from '../../reference-platform/seed/people.ts';
import type { Counter } from '../../scripts/workbench/counter.ts';
import { type Intake, intakeAt } from '../../scripts/workbench/intake.ts';
import { liftCard } from '../../scripts/workbench/lay-card.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';
import { caseAnswerSchema, casePaths, casesAnswerSchema } from '../../src/contracts/case-api.ts';
import { test } from './at-a-cable.ts';
import { readerAt } from './at-the-platform.ts';
import { findings } from './axe-findings.ts';
import { untilNumbersAreThere } from './database-file.ts';

/** Who comes, in turns, and whom each names as the head of their household; of the second the register says another. */
const visitors = [
  { person: people.allGood, householder: '陈国强' },
  { person: people.rareName, householder: '梁样例' },
] as const;
const visitorOf = (number: number) => visitors[number % 2 === 0 ? 0 : 1];

interface Place {
  readonly counter: Counter;
  readonly workstation: Workstation;
  readonly intake: Intake;
}

/** The text of a case's paper at this moment, as it would be printed. */
async function paperOf({ workstation: { clerk } }: Place): Promise<string> {
  await clerk.keyboard.press('F10');
  const sheet = clerk.getByTestId('receipt-sheet');
  await sheet.waitFor();
  const text = (await sheet.innerText()).replace(/\s+/g, ' ');
  await clerk.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  return text;
}

/** Lays the next person's card down. */
async function begin({ counter, workstation, intake }: Place, number: number) {
  const { person } = visitorOf(number);
  await liftCard(counter, workstation);
  await intake.chooseItem(person.variant);
  await counter.reader.placeCard(person.card);
}

/** From the list to a form that has everything. */
async function agreeAndFill(
  { workstation, intake }: Place,
  values: Readonly<Record<string, string>>,
) {
  await intake.pushConsent();
  await intake.answer('agree');
  await workstation.clerk.getByTestId('submit-case').waitFor();
  for (const [field, value] of Object.entries(values)) await intake.fill(field, value);
  await intake.fillContact();
  await intake.submit();
}

test('a shift of eight cases, the network pulled in the middle and given back: eight cases at the platform, each once, and every paper true when it was printed', async ({
  counter,
  cable,
  workstation,
}) => {
  cable.lead(counter.platform.url);
  const intake = intakeAt(workstation);
  await intake.logIn();
  await untilNumbersAreThere(counter);
  const place = { counter, workstation, intake };
  const { clerk } = workstation;
  const provisional: string[] = [];
  const numbers: string[] = [];

  for (let number = 0; number < 8; number += 1) {
    const isAway = number >= 3 && number < 7;
    if (number === 3) cable.pull();
    if (number === 7) cable.plug();
    await begin(place, number);
    if (isAway) {
      await clerk.getByTestId('go-offline').waitFor();
      await clerk.keyboard.press('Control+F8');
    }
    await clerk.getByTestId('push-consent').waitFor();
    await agreeAndFill(place, isAway ? typedFor(number) : {});
    if (isAway) {
      const shown = clerk.getByTestId('provisional-number');
      await shown.waitFor();
      const given = (await shown.innerText()).trim();
      provisional.push(given);
      const paper = await paperOf(place);
      expect(paper).toContain('收件凭证（待核验，非受理通知书）');
      expect(paper).toContain(given);
      expect(paper.replaceAll('非受理通知书', '')).not.toContain('受理');
      expect(paper).toMatch(/居民户口簿 ?暂不用交，待核验/);
    } else {
      const given = await intake.caseNumber();
      numbers.push(given);
      const paper = await paperOf(place);
      expect(paper).toContain('收件回执');
      expect(paper).toContain(given);
    }
    await clerk.keyboard.press('Escape');
    await clerk.getByTestId('empty-desk').waitFor();
  }
  expect(new Set(provisional).size).toBe(4);
  expect(await countOf(place, 'awaiting-verification')).toBe('4');

  for (let left = 4; left > 0; left -= 1) {
    await clerk.keyboard.press('Control+F6');
    await clerk.getByTestId('offline-verified').waitFor();
    for (const conflict of await clerk.locator('[data-testid^="field-conflict-"]').all()) {
      await conflict.locator('[data-testid^="adopt-"]').first().click();
      await conflict.locator('[data-testid^="conflict-reason-"]').selectOption('original-seen');
      await conflict.locator('[data-testid^="conflict-confirm-"]').click();
    }
    await clerk.keyboard.press('F9');
    const given = await intake.caseNumber();
    numbers.push(given);
    const paper = await paperOf(place);
    expect(paper).toContain('收件回执');
    expect(paper).toContain(given);
    await clerk.keyboard.press('Escape');
    await clerk.getByTestId('empty-desk').waitFor();
  }
  expect(await countOf(place, 'awaiting-verification')).toBe('0');
  expect(await countOf(place, 'received')).toBe('8');

  const read = await readerAt(counter.platform.url, clerks.approver);
  const { cases } = casesAnswerSchema.parse(await (await read(casePaths.cases)).json());
  expect(cases.map(({ caseNumber }) => caseNumber).sort()).toEqual([...numbers].sort());
  expect(new Set(cases.map(({ caseId }) => caseId)).size).toBe(8);
  const applications = await Promise.all(
    cases.map(async ({ caseId }) => {
      const { application } = caseAnswerSchema.parse(
        await (await read(casePaths.case(caseId))).json(),
      );
      return application;
    }),
  );
  const known = applications.flatMap((application) => application?.provisional?.number ?? []);
  expect(known.sort()).toEqual([...provisional].sort());
});

test('a case whose licence is not there is called back: whoever it is for is named, and it ends for a reason only', async ({
  counter,
  cable,
  workstation,
}) => {
  cable.lead(counter.platform.url);
  const intake = intakeAt(workstation);
  await intake.logIn();
  await untilNumbersAreThere(counter);
  const { clerk } = workstation;
  const person = people.noLicence;
  await intake.chooseItem(person.variant);
  cable.pull();
  await counter.reader.placeCard(person.card);
  await clerk.getByTestId('go-offline').waitFor();
  expect(await findings(clerk)).toEqual([]);
  await clerk.keyboard.press('Control+F8');
  await clerk.getByTestId('offline-case').waitFor();
  expect(await findings(clerk)).toEqual([]);
  await intake.pushConsent();
  expect(await findings(await workstation.evaluator())).toEqual([]);
  await intake.answer('agree');
  await clerk.getByTestId('submit-case').waitFor();
  await intake.fill('registeredAddress', person.card.address);
  await intake.fill('householder', '样例户主');
  await intake.fillContact();
  await intake.submit();
  await clerk.getByTestId('provisional-number').waitFor();
  expect(await findings(clerk)).toEqual([]);
  expect(await findings(await workstation.evaluator())).toEqual([]);

  cable.plug();
  await clerk.locator('[data-testid="verify"]:enabled').waitFor();
  await clerk.keyboard.press('Control+F6');
  await clerk.locator('[data-reason="licence-unusable"]').waitFor();
  expect(await findings(clerk)).toEqual([]);
  expect(await countOf({ counter, workstation, intake }, 'calling-back')).toBe('1');
  await clerk.getByTestId('end-call-back-not-reached').click();
  await clerk.getByTestId('empty-desk').waitFor();
  expect(workstation.log()).toContain('"event":"call-back.ended","outcome":"not-reached"');
});

/** What the clerk types where no register can be asked. */
function typedFor(number: number): Readonly<Record<string, string>> {
  const { person, householder } = visitorOf(number);
  return { registeredAddress: person.card.address, householder };
}

/** The number at the foot of the rail. */
async function countOf({ workstation }: Place, group: string): Promise<string> {
  return workstation.clerk
    .locator(`[data-testid="case-counts"] [data-group="${group}"] dd`)
    .innerText();
}
