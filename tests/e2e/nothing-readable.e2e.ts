import { appendFile, cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import { people } from '../../reference-platform/seed/people.ts';
import { platformAt, scanByCamera, shownCode } from '../../scripts/workbench/citizens-phone.ts';
import type { Counter } from '../../scripts/workbench/counter.ts';
import { intakeAt } from '../../scripts/workbench/intake.ts';
import { liftCard } from '../../scripts/workbench/lay-card.ts';
import {
  searchFolders,
  type Trace,
  tracesOfBytes,
  tracesOfText,
} from '../../scripts/workbench/readable-traces.ts';
import {
  chooseFilesNext,
  chooseSavePlaceNext,
  standInCamera,
  type Workstation,
} from '../../scripts/workbench/workstation.ts';
import { test } from './at-a-cable.ts';
import type { Cable } from './cable.ts';
import { clerkCall, snapshotOf } from './consents-given.ts';
import { untilNumbersAreThere } from './database-file.ts';

const [scanned, taken] = [people.allGood, people.revokedRegister];

/** Photographs what is under the document camera, and keeps it as the material 一寸免冠照片. */
async function photograph({ clerk }: Workstation): Promise<void> {
  await clerk.getByTestId('photograph-portrait').click();
  const take = clerk.locator('[data-testid="document-camera-take"]:not([disabled])');
  await take.waitFor();
  await take.click();
  await clerk.getByTestId('document-camera-keep').click();
  await clerk.locator('[data-testid="attachments-portrait"]:not([data-number="0"])').waitFor();
}

/** The files that are attached to the open case. */
async function attachedFiles(workstation: Workstation): Promise<readonly Buffer[]> {
  const { case: subject } = await snapshotOf(workstation);
  if (subject === undefined) throw new Error('no case is open');
  const files = (subject.attachments ?? []).map(async ({ id }) => {
    const shown = (await clerkCall(workstation, 'attachment:show', {
      caseId: subject.id,
      attachmentId: id,
    })) as { readonly value: { readonly contentBase64: string } };
    return Buffer.from(shown.value.contentBase64, 'base64');
  });
  return Promise.all(files);
}

/** What the platform has given the workstation to be let in with: sessions, and what opens licences. */
function secretsIn(cable: Cable): readonly string[] {
  const given = /"(?:token|refreshToken|access_token|auth_code)":"([^"]+)"/g;
  return [...cable.said().toString('latin1').matchAll(given)].map(([, secret = '']) => secret);
}

/** Enough of a picture to be no other: where it is least uniform. */
function fingerprintOf(picture: Buffer): Buffer {
  const parts = Array.from({ length: Math.floor(picture.length / 48) }, (_, index) =>
    picture.subarray(index * 48, (index + 1) * 48),
  );
  const variety = (part: Buffer) => new Set(part).size;
  const most = parts.reduce((best, part) => (variety(part) > variety(best) ? part : best));
  expect(variety(most)).toBeGreaterThan(30);
  return most;
}

/** Where the application may write: its own folders, the one for what is temporary, and where it would leave a crash. */
async function placesOf({ dataDir, temporaryDir }: Counter, { application }: Workstation) {
  const places = await application.evaluate(({ app }) =>
    (['userData', 'sessionData', 'temp', 'crashDumps', 'logs'] as const).map((name) =>
      app.getPath(name),
    ),
  );
  const searched = [dataDir, temporaryDir];
  const elsewhere = places.filter((place) => !searched.some((folder) => place.startsWith(folder)));
  expect(elsewhere).toEqual([]);
  return searched;
}

test('after a code, papers, photographs, a case without the network, a power cut and a good end, nothing on the disk can be read', async ({
  counter,
  cable,
}) => {
  cable.lead(counter.platform.url);
  const outside = await mkdtemp(join(tmpdir(), 'outside-'));
  onTestFinished(() => rm(outside, { recursive: true }));
  const workstation = await counter.start([standInCamera]);
  const { clerk } = workstation;
  const folders = await placesOf(counter, workstation);
  const intake = intakeAt(workstation);
  await intake.logIn();
  await untilNumbersAreThere(counter);

  const code = await shownCode(platformAt(counter.platform.url), scanned.card, {
    kind: 'zhengwu',
    subject: { type: 'person' },
  });
  await intake.chooseItem(scanned.variant);
  await scanByCamera(workstation, code);
  await clerk.getByTestId('push-consent').waitFor();
  const portrait = join(outside, 'portrait.png');
  await clerk.screenshot({ path: portrait });
  await chooseFilesNext(workstation, [portrait]);
  await clerk.getByTestId('attach-files-portrait').click();
  await clerk.locator('[data-testid="attachments-portrait"][data-number="1"]').waitFor();
  await intake.pushConsent();
  await intake.answer('agree');
  await clerk.getByTestId('submit-case').waitFor();
  await intake.fillContact();
  await intake.submit();
  await intake.caseNumber();
  await clerk.keyboard.press('F10');
  await clerk.getByTestId('receipt-sheet').waitFor();
  await clerk.getByTestId('print-receipt-now').click();
  await clerk.locator('[data-testid="receipt-failure"]').waitFor();
  await chooseSavePlaceNext(workstation, join(outside, 'receipt.pdf'));
  await clerk.getByTestId('save-receipt').click();
  await clerk.getByTestId('receipt-result').waitFor();
  await clerk.keyboard.press('Escape');
  await clerk.keyboard.press('Escape');
  await clerk.getByTestId('empty-desk').waitFor();

  await liftCard(counter, workstation);
  cable.pull();
  await intake.chooseItem(taken.variant);
  await counter.reader.placeCard(taken.card);
  await clerk.getByTestId('go-offline').waitFor();
  await clerk.keyboard.press('Control+F8');
  await photograph(workstation);
  await intake.pushConsent();
  await intake.answer('agree');
  await clerk.getByTestId('submit-case').waitFor();
  const typed = { registeredAddress: taken.card.address, householder: '何样例' };
  for (const [field, value] of Object.entries(typed)) await intake.fill(field, value);
  await intake.fillContact();
  const [photo, ...others] = await attachedFiles(workstation);
  if (photo === undefined || others.length > 0) throw new Error('one photograph is attached');
  await intake.submit();
  const provisional = (await clerk.getByTestId('provisional-number').innerText()).trim();
  await workstation.kill();

  const texts: Readonly<Record<string, string>> = {
    'name of one': scanned.card.name,
    'name of the other': taken.card.name,
    'number of one': scanned.card.idNumber,
    'number of the other': taken.card.idNumber,
    'address of one': scanned.card.address,
    'address of the other': taken.card.address,
    householder: typed.householder,
    contact: '陈小样',
    phone: '13800000000',
    password: clerks.clerk.password,
    code,
    'provisional number': provisional,
    ...Object.fromEntries(secretsIn(cable).map((secret, index) => [`secret ${index}`, secret])),
  };
  // Access and refresh token of the session, and the library's at least.
  expect(secretsIn(cable).length).toBeGreaterThanOrEqual(3);
  const traces: readonly Trace[] = [
    ...Object.entries(texts).flatMap(([what, text]) => tracesOfText(what, text)),
    ...tracesOfBytes('attached picture', fingerprintOf(await readFile(portrait))),
    ...tracesOfBytes('photograph', fingerprintOf(photo)),
  ];
  const atThePowerCut = await searchFolders(folders, traces);
  expect(atThePowerCut.found).toEqual([]);
  const names = atThePowerCut.files.join();
  for (const known of ['workstation.db-wal', 'settings.json', join('store', 'attachments')]) {
    expect(names).toContain(known);
  }

  // Once more at a good end, which leaves a backup.
  const again = await counter.start();
  await again.clerk.getByTestId('login-account').waitFor();
  await again.close();
  const atTheGoodEnd = await searchFolders(folders, traces);
  expect(atTheGoodEnd.found).toEqual([]);
  expect(atTheGoodEnd.files.join()).toContain('workstation.db.backup');
  for (const written of [workstation.log(), again.log()]) {
    for (const [what, text] of Object.entries(texts)) {
      expect(written.includes(text), `the log has the ${what}`).toBe(false);
    }
  }

  // Were something there, it would have been found.
  const copy = join(outside, 'copy');
  await cp(counter.dataDir, copy, { recursive: true });
  const backup = join(copy, 'store', 'workstation.db.backup');
  await appendFile(backup, Buffer.from(`x${taken.card.name}`, 'utf16le'));
  const attachment = join(copy, 'store', 'workstation.json');
  await appendFile(attachment, Buffer.concat([Buffer.from('xy'), photo]).toString('base64'));
  const planted = await searchFolders([copy], traces);
  expect(planted.found).toEqual(
    expect.arrayContaining([
      `${backup}: name of the other (UTF-16LE) as it is`,
      expect.stringMatching(/workstation\.json: photograph as base64, \d bytes on$/),
    ]),
  );
  expect(planted.found).toHaveLength(2);
});
