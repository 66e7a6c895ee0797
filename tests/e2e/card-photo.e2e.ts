import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import type { Counter } from '../../scripts/workbench/counter.ts';
import type { Intake } from '../../scripts/workbench/intake.ts';
import { quickNumbers, test } from './at-a-counter.ts';

const scratch = mkdtempSync(join(tmpdir(), 'card-photo-'));
const library = join(scratch, 'vendor.so');
execFileSync('cc', [
  ...['-shared', '-fPIC', '-o', library],
  join('hardware', 'photo-decoder', 'testing', 'vendor-library.c'),
]);
afterAll(() => rmSync(scratch, { recursive: true }));

const withFunction = (photoDecoderFunction: string, photoDecoderArguments: string) => ({
  numbers: quickNumbers,
  photoDecoderKind: 'library',
  photoDecoderPath: library,
  photoDecoderFunction,
  photoDecoderArguments,
});

/** Reads a card, looks at who it is, and waits until the place of the photo is in a state. */
async function photoOf(
  { clerk, counter, intake }: { clerk: Page; intake: Intake; counter: Counter },
  state: string,
) {
  await intake.chooseItem(people.allGood.variant);
  await counter.reader.placeCard(people.allGood.card);
  await clerk.getByTestId('push-consent').waitFor();
  await clerk.getByTestId('section-toggle-identity').click();
  const photo = clerk.locator(`[data-testid="card-photo"][data-state="${state}"]`);
  await photo.waitFor();
  return photo;
}

describe('with a vendor’s library', () => {
  test.override({ settings: withFunction('GetBmp', '{input}\n2') });

  test('the portrait stands beside the name, and no file keeps it', async ({
    counter,
    workstation: { clerk },
    intake,
  }) => {
    await photoOf({ clerk, counter, intake }, 'image');
    const size = await clerk.evaluate(`(async () => {
      const image = document.querySelector('[data-testid="card-photo"] img');
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    })()`);
    expect(size).toEqual([102, 126]);
    expect(readdirSync(join(counter.dataDir, 'photo-decoding'))).toEqual([]);
  });
});

describe('with a library that crashes', () => {
  test.override({ settings: withFunction('crash', '{input}') });

  test('the place of the portrait says so, and the case goes on', async ({
    counter,
    workstation: { clerk },
    intake,
  }) => {
    const photo = await photoOf({ clerk, counter, intake }, 'failed');
    expect(await photo.textContent()).toContain('vendor.so');
    expect(await clerk.getByTestId('push-consent').isEnabled()).toBe(true);
  });
});

test('without a decoder a silhouette says what is missing', async ({
  counter,
  workstation: { clerk },
  intake,
}) => {
  const photo = await photoOf({ clerk, counter, intake }, 'no-decoder');
  expect(await photo.textContent()).toBe('照片需厂商解码库');
});
