import { expect } from 'vitest';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import { people } from '../../reference-platform/seed/people.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { atOneCounter, test } from './at-a-counter.ts';
import { readerAt } from './at-the-platform.ts';
import { statusOf } from './waiver-lines.ts';

/** What the city's administration sees of how people found the service. */
async function ratingsAt(platform: string): Promise<unknown> {
  const read = await readerAt(platform, clerks.admin);
  return (await read(platformPaths.evaluations)).json();
}

test('a card that is put down ends as a received case', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  const person = people.allGood;
  await intake.chooseItem(person.variant);
  await counter.reader.placeCard(person.card);
  await clerk.getByTestId('push-consent').waitFor();
  expect(await statusOf(clerk)).toEqual({
    居民身份证: 'covered-by-other-source',
    居民户口簿: 'waived-by-licence',
    居住证: 'not-needed',
    一寸免冠照片: 'needed-on-paper',
  });

  const licences = (await clerk.locator('[data-testid^="licence-"]').allTextContents()).join();
  expect(licences).toContain('陈*芳');
  expect(licences).not.toContain(person.card.name);

  await intake.pushConsent();
  const evaluator = await workstation.evaluator();
  const page = (await evaluator.getByTestId('evaluator-page').textContent()) ?? '';
  expect(page).toContain('居民户口簿');
  expect(page).not.toContain(person.card.name);
  expect(page).not.toContain(person.card.idNumber);
  await intake.answer('agree');

  await clerk.getByTestId('submit-case').waitFor();
  expect(await clerk.getByTestId('field-source-name').textContent()).toContain('读卡');
  expect(await clerk.getByTestId('field-source-registeredAddress').textContent()).toContain(
    '居民户口簿',
  );
  await intake.fillContact();
  await intake.submit();
  expect(await intake.caseNumber()).toMatch(/\d{6,}/);
  const onScreen = (kind: string) =>
    evaluator
      .locator(`[data-testid="evaluator-page"][data-kind="${kind}"]`)
      .waitFor({ state: 'attached' });
  const receivedAt = Date.now();
  await onScreen('rating');
  expect(Date.now() - receivedAt).toBeLessThan(1000);
  expect(await evaluator.locator('body').innerText()).not.toContain('居民户口簿');
  await clerk.getByText('待同步 0').waitFor();

  await workstation.touch('rate-dissatisfied');
  await onScreen('thanks');
  await expect
    .poll(() => ratingsAt(counter.platform.url), { interval: 500 })
    .toMatchObject({ items: [{ counts: { dissatisfied: 1 } }] });
  const seen = await clerk.evaluate(`window.desk.call('desk:current', null)`);
  expect(JSON.stringify(seen)).not.toMatch(/dissatisfied|不满意/);
  expect(workstation.log()).not.toContain('dissatisfied');
  await onScreen('blank');
});

test('读卡 in the ID-number field reads the card that already lies there', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  await counter.reader.placeCard(people.allGood.card);
  await clerk.getByTestId('close-case').click();
  await intake.chooseItem(people.allGood.variant);
  await clerk.getByTestId('read-card').click();
  await clerk.getByTestId('push-consent').waitFor();
  expect(await clerk.getByTestId('case-failure').count()).toBe(0);
});

const expectations: readonly [keyof typeof people, Record<string, string>][] = [
  ['expiredPermit', { 居住证: 'needed-on-paper', 居民户口簿: 'not-needed' }],
  ['revokedRegister', { 居民户口簿: 'needed-on-paper' }],
  ['noLicence', { 居民户口簿: 'needed-on-paper' }],
  ['rareName', { 居民户口簿: 'waived-by-licence' }],
];

atOneCounter.for(expectations)(
  'the 免证清单 of %s',
  async ([who, wanted], { counter, workstation, intake }) => {
    const person = people[who];
    await intake.chooseItem(person.variant);
    await counter.reader.placeCard(person.card);
    await workstation.clerk.locator('[data-testid^="waiver-line-"]').first().waitFor();
    expect(await statusOf(workstation.clerk)).toMatchObject({
      居民身份证: 'covered-by-other-source',
      一寸免冠照片: 'needed-on-paper',
      ...wanted,
    });
  },
);

atOneCounter(
  'a rare name goes through whole, from the card to the form',
  async ({ counter, workstation, intake }) => {
    const person = people.rareName;
    await intake.chooseItem(person.variant);
    await counter.reader.placeCard(person.card);
    await intake.pushConsent();
    await intake.answer('agree');
    const name = workstation.clerk.getByTestId('field-name');
    await name.waitFor();
    await expect.poll(() => name.inputValue()).toBe(person.card.name);
  },
);

atOneCounter(
  'somebody too young is told so and asked for nothing',
  async ({ counter, workstation, intake }) => {
    const { clerk } = workstation;
    await intake.chooseItem(people.tooYoung.variant);
    await counter.reader.placeCard(people.tooYoung.card);
    const banner = clerk.getByTestId('ineligible');
    await banner.waitFor();
    expect(await banner.textContent()).toContain('60');
    expect(await clerk.getByTestId('push-consent').count()).toBe(0);
    expect(await clerk.getByTestId('continue-on-paper').count()).toBe(0);
  },
);

atOneCounter(
  'without any licence the case goes on on paper and is received',
  async ({ counter, workstation, intake }) => {
    const { clerk } = workstation;
    await intake.chooseItem(people.noLicence.variant);
    await counter.reader.placeCard(people.noLicence.card);
    await clerk.getByTestId('continue-on-paper').click();
    await clerk.getByTestId('submit-case').waitFor();
    await intake.fill('registeredAddress', '广东省佛山市样例区禅城巷6号');
    await intake.fill('householder', '黄秀英');
    await intake.fillContact();
    await intake.submit();
    expect(await intake.caseNumber()).toMatch(/\d{6,}/);
  },
);

atOneCounter(
  'typing over keeps what the source had said, and what is missing is said in one place',
  async ({ counter, workstation, intake }) => {
    const { clerk } = workstation;
    await intake.chooseItem(people.allGood.variant);
    await counter.reader.placeCard(people.allGood.card);
    await intake.pushConsent();
    await intake.answer('agree');
    const address = clerk.getByTestId('field-registeredAddress');
    await address.waitFor();
    const original = await address.inputValue();
    expect(await clerk.getByTestId('missing-fields').textContent()).toMatch(/紧急联系人/);

    await intake.fill('registeredAddress', '广东省佛山市样例区新地址1号');
    await address.focus();
    await clerk.getByText(original).first().waitFor();
    await intake.fillContact();
    await expect.poll(() => clerk.getByTestId('missing-fields').isVisible()).toBe(false);
  },
);
