import { expect } from 'vitest';
import { clerks, licenceAccount } from '../../reference-platform/seed/accounts.ts';
import { elderCardItem } from '../../reference-platform/seed/elder-card-item.ts';
import { operator } from '../../reference-platform/testing/library-caller.ts';
import { signedInPhone } from '../../reference-platform/testing/signed-in-phone.ts';
import { platformAt } from '../../scripts/workbench/citizens-phone.ts';
import type { Counter } from '../../scripts/workbench/counter.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';
import { adminPaths, evidenceCountAnswerSchema } from '../../src/contracts/admin-api.ts';
import { type DeskSnapshot, deskSnapshotSchema } from '../../src/contracts/clerk-ipc.ts';
import {
  consentPaths,
  type PhoneConsent,
  phoneConsentsAnswerSchema,
} from '../../src/contracts/consent-api.ts';
import {
  getLicenceAnswerSchema,
  licenceApiPaths,
  licenceAuthAnswerSchema,
  licenceLoginAnswerSchema,
} from '../../src/contracts/licence-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { evidencePaths } from '../../src/evidence/evidence-api.ts';
import { judgeEvidence } from '../../src/evidence/verdict.ts';
import { readerAt, trustedKeysAt } from './at-the-platform.ts';

interface Person {
  readonly idNumber: string;
}

/** Whose licences were asked for, in which case, and where. */
export interface Asked {
  readonly counter: Counter;
  readonly workstation: Workstation;
  readonly person: Person;
  readonly caseId: string;
}

/** Runs a script in the clerk's page by way of main, which also finds a page that the driver has lost. */
export function onClerkPage({ application }: Workstation, script: string): Promise<unknown> {
  return application.evaluate(
    ({ webContents }, source) =>
      webContents
        .getAllWebContents()
        .find((contents) => contents.getURL() === 'app://clerk/')
        ?.executeJavaScript(source),
    script,
  );
}

/** A call of the clerk's page. @returns what it is answered */
export function clerkCall(
  workstation: Workstation,
  channel: string,
  request: unknown,
): Promise<unknown> {
  return onClerkPage(workstation, `window.desk.call('${channel}', ${JSON.stringify(request)})`);
}

/** What the clerk's window shows. */
export async function snapshotOf(workstation: Workstation): Promise<DeskSnapshot> {
  const reply = (await clerkCall(workstation, 'desk:current', null)) as { value: unknown };
  return deskSnapshotSchema.parse(reply.value);
}

/**
 * Nothing has been given: in no case of the counter, by nobody at the platform, whoever may have asked there, and the gate
 * opens no licence for the case.
 */
export async function expectNothingGiven(asked: Asked): Promise<void> {
  const { counter, workstation, person, caseId } = asked;
  const before = await snapshotOf(workstation);
  const outcomes: unknown[] = [];
  for (const { id } of before.cases) {
    await clerkCall(workstation, 'case:resume', { caseId: id });
    const { case: subject } = await snapshotOf(workstation);
    outcomes.push(subject?.consentOutcome);
    const sources = (subject?.form ?? []).map(({ current }) => current?.provenance.kind);
    expect(sources).not.toContain('licence');
  }
  expect(outcomes).not.toContain('agreed');
  if (before.case !== undefined) {
    await clerkCall(workstation, 'case:resume', { caseId: before.case.id });
  }
  const consents = await consentsOf(counter, person);
  expect(consents.length).toBeGreaterThan(0);
  expect(consents.filter(({ state }) => state === 'given' || state === 'withdrawn')).toEqual([]);
  const decisions = consents.flatMap(({ choices = [] }) => choices.map(({ decision }) => decision));
  expect(decisions).not.toContain('agreed');
  expect(await licencesOpened(counter, person, caseId)).toEqual([]);
}

/** Closes every case of the counter. */
export async function closeEveryCase(workstation: Workstation): Promise<void> {
  for (const { id } of (await snapshotOf(workstation)).cases) {
    await clerkCall(workstation, 'case:resume', { caseId: id });
    await clerkCall(workstation, 'case:close', { caseId: id });
  }
}

/** What somebody's phone shows of all that they were ever asked. */
export async function consentsOf(
  { platform }: Counter,
  person: Person,
): Promise<readonly PhoneConsent[]> {
  const { call } = platformAt(platform.url);
  const phone = await signedInPhone({ call }, person);
  const { body } = await call('GET', consentPaths.phoneConsents, undefined, phone);
  return phoneConsentsAnswerSchema.parse(body).consents;
}

/** The licences of a person that the library opens for a case, asked by a system that is logged in there. */
export async function licencesOpened(
  { platform }: Counter,
  { idNumber }: Person,
  caseId: string,
): Promise<readonly string[]> {
  const { call } = platformAt(platform.url);
  const at = (path: string) => `${platformPaths.licenceLibrary}${path}`;
  const login = await call('POST', at(licenceApiPaths.login), licenceAccount);
  const { access_token } = licenceLoginAnswerSchema.parse(login.body);
  const { body } = await call('POST', `${at(licenceApiPaths.auth)}?access_token=${access_token}`, {
    identity_number: idNumber,
    service_item_code: elderCardItem.code,
    service_item_name: elderCardItem.name,
    biz_num: caseId,
    page_index: 1,
    page_size: 150,
    request_id: '1',
    operator,
  });
  const codes = licenceAuthAnswerSchema.parse(body).auth_codes ?? [];
  expect(codes.length).toBeGreaterThan(0);
  const opened: string[] = [];
  for (const code of codes) {
    const path = `${at(licenceApiPaths.getLicence)}?auth_code=${code}&access_token=${access_token}`;
    const { ack_code, data } = getLicenceAnswerSchema.parse((await call('GET', path)).body);
    if (ack_code === 'SUCCESS') opened.push(data?.license_code ?? '');
  }
  return opened;
}

/**
 * The workstation's chain of evidence holds, and has nothing but these answers: each is at the platform, countersigned, and
 * found authentic beside the others by whoever trusts the platform's keys alone.
 * @param pageIds the pages that were answered by touch, all there were
 */
export async function expectChainOf(
  { platform }: Counter,
  pageIds: readonly string[],
): Promise<void> {
  const { call } = platformAt(platform.url);
  const records = async () =>
    evidenceCountAnswerSchema.parse((await call('GET', adminPaths.evidence)).body).records;
  await expect.poll(records).toBe(pageIds.length);
  const read = await readerAt(platform.url, clerks.approver);
  const files = await Promise.all(
    pageIds.map(async (pageId) => {
      const response = await read(evidencePaths.package(pageId));
      expect(response.status).toBe(200);
      return new Uint8Array(await response.arrayBuffer());
    }),
  );
  const judged = judgeEvidence(files, await trustedKeysAt(platform.url)).map(
    ({ verdict, evidence }) => ({
      verdict,
      screen: evidence?.record.device.evaluator_id,
    }),
  );
  const screen = expect.stringMatching(/^display-2/);
  expect(judged).toEqual(pageIds.map(() => ({ verdict: 'authentic', screen })));
}
