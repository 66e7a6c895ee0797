import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import { intakeAt } from '../../scripts/workbench/intake.ts';
import type { MisbehaviourRule } from '../../src/contracts/misbehaviour-api.ts';
import { atOneCounter, quickNumbers, test } from './at-a-counter.ts';
import { makeNewer } from './database-file.ts';

const { card, variant } = people.allGood;

const failing = (code: string) => `[data-testid="case-failure"][data-code="${code}"]`;

const readerFaults: readonly [string, string, string][] = [
  ['a wrong checksum', 'on read: checksum 0x01', 'reader.damaged-answer'],
  ['a truncated frame', 'on read: cut 700', 'reader.truncated-answer'],
  ['a card lifted during the read', 'on read 1: lift', 'card.removed-during-read'],
  ['a reader that is not authorised', 'on read: status 0x66', 'reader.not-authorised'],
];

atOneCounter.for(readerFaults)(
  '%s has one message of its own, and the next read works',
  async ([, fault, code], { counter, workstation, intake }) => {
    await intake.chooseItem(variant);
    await counter.reader.setScript(fault);
    await counter.reader.placeCard(card);
    await workstation.clerk.locator(failing(code)).waitFor();

    await counter.reader.setScript('');
    await counter.reader.liftCard();
    await workstation.clerk.locator('[data-testid="reader-state"][data-state="ready"]').waitFor();
    await counter.reader.placeCard(card);
    await workstation.clerk.getByTestId('push-consent').waitFor();
  },
);

atOneCounter(
  'noise before a frame is no failure at all',
  async ({ counter, workstation, intake }) => {
    await intake.chooseItem(variant);
    await counter.reader.setScript('on any: noise 200');
    await counter.reader.placeCard(card);
    await workstation.clerk.getByTestId('push-consent').waitFor();
  },
);

atOneCounter(
  'a wrong check digit on the card is named as that, and the person is not taken over',
  async ({ counter, workstation, intake }) => {
    await intake.chooseItem(variant);
    const last = card.idNumber.endsWith('1') ? '2' : '1';
    await counter.reader.placeCard({ ...card, idNumber: card.idNumber.slice(0, 17) + last });
    await workstation.clerk.locator(failing('card.wrong-check-digit')).waitFor();
    expect(await workstation.clerk.getByText(card.name).count()).toBe(0);
  },
);

describe('with a short wait for the card', () => {
  test.override({ settings: { numbers: { cardSeconds: 1 } } });

  test('读卡 without a card says that there is none', async ({ workstation, intake }) => {
    await intake.chooseItem(variant);
    await workstation.clerk.getByTestId('read-card').click();
    await workstation.clerk.locator(failing('card.not-presented')).waitFor();
  });
});

atOneCounter(
  'a reader that is unplugged is named, and comes back by itself',
  async ({ counter, workstation, intake }) => {
    const state = workstation.clerk.getByTestId('reader-state');
    await intake.chooseItem(variant);
    await expect.poll(() => state.getAttribute('data-state')).toBe('ready');
    await counter.reader.unplug();
    await expect.poll(() => state.getAttribute('data-state')).toBe('reconnecting');
    await workstation.clerk.getByTestId('reader-failure').waitFor();
    await expect.poll(() => state.getAttribute('data-state')).toBe('connecting');
    await counter.reader.plugIn();
    await expect.poll(() => state.getAttribute('data-state')).toBe('ready');
    await counter.reader.placeCard(card);
    await workstation.clerk.getByTestId('push-consent').waitFor();
  },
);

const match = '/api/v1/persons/match';
const platformFaults: readonly [string, MisbehaviourRule, string][] = [
  ['answers 500', { path: match, fault: 'status500' }, 'platform.server-error'],
  ['does not answer in time', { path: match, fault: 'hang' }, 'platform.timed-out'],
  ['sends a wrong shape', { path: match, fault: 'wrongShape' }, 'platform.wrong-shape'],
  ['breaks off its answer', { path: match, fault: 'truncatedJson' }, 'platform.wrong-shape'],
  [
    'has a licence library that sends a wrong shape',
    { path: '/license-app/v1/license/auth', fault: 'wrongShape' },
    'licence-library.wrong-shape',
  ],
];

atOneCounter.for(platformFaults)(
  'a platform that %s is told apart, and trying again goes on',
  async ([, rule, code], { counter, workstation, intake }) => {
    counter.platform.misbehave(rule);
    await intake.chooseItem(variant);
    await counter.reader.placeCard(card);
    await workstation.clerk.locator(failing(code)).waitFor();
    counter.platform.behave();
    await workstation.clerk.getByTestId('try-again').click();
    await workstation.clerk.getByTestId('push-consent').waitFor();
  },
);

test('settings that are not JSON are kept aside, defaults take their place, and the clerk is told', async ({
  counter,
}) => {
  await writeFile(join(counter.dataDir, 'settings.json'), '{"platformAddress": "http://127');
  const { clerk } = await counter.start();
  await clerk.locator('[data-testid="notice"][data-code="settings.damaged"]').waitFor();
  const aside = (await readdir(counter.dataDir)).filter((name) => name.includes('damaged'));
  expect(aside).toHaveLength(1);
  expect(await readFile(join(counter.dataDir, aside[0] ?? ''), 'utf8')).toBe(
    '{"platformAddress": "http://127',
  );
});

describe('with a setting that is none, and one that nobody knows', () => {
  test.override({ settings: { numbers: quickNumbers, readerBaud: 'fast', windowIdd: 'B12' } });

  test('both are named to the clerk, and everything else is in force', async ({ workstation }) => {
    const { clerk } = workstation;
    const notice = (code: string) => clerk.locator(`[data-testid="notice"][data-code="${code}"]`);
    await notice('settings.value-replaced').waitFor();
    expect(await notice('settings.value-replaced').textContent()).toContain('readerBaud');
    expect(await notice('settings.unknown-key').textContent()).toContain('windowIdd');
    await intakeAt(workstation).logIn();
  });
});

test('a database from a newer version is named and left as it was', async ({
  counter,
  workstation,
}) => {
  await intakeAt(workstation).logIn();
  await workstation.close();
  const database = join(counter.dataDir, 'store', 'workstation.db');
  await makeNewer(database, 9999);
  const before = await readFile(database);

  const { clerk } = await counter.start();
  const failure = clerk.locator('[data-testid="desk-failure"][data-code="storage.newer-database"]');
  await failure.waitFor();
  expect(await failure.textContent()).toContain('9999');
  expect(Buffer.compare(await readFile(database), before)).toBe(0);
});
