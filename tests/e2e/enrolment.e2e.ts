import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import { people } from '../../reference-platform/seed/people.ts';
import { askedConsent } from '../../reference-platform/testing/asked-consent.ts';
import { evidenceOf } from '../../reference-platform/testing/evidence-of.ts';
import {
  newEvidenceKey,
  registrationOf,
} from '../../reference-platform/testing/evidence-signer.ts';
import type { Counter } from '../../scripts/workbench/counter.ts';
import { intakeAt } from '../../scripts/workbench/intake.ts';
import { layCard } from '../../scripts/workbench/lay-card.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';
import { adminPaths } from '../../src/contracts/admin-api.ts';
import { consentPaths } from '../../src/contracts/consent-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import {
  administeredWorkstationsAnswerSchema,
  type EnrolmentCodeRequest,
  enrolmentCodeAnswerSchema,
  workstationPaths,
} from '../../src/contracts/workstation-api.ts';
import { evidencePaths } from '../../src/evidence/evidence-api.ts';
import { test } from './at-a-counter.ts';
import { clerkCall, snapshotOf } from './consents-given.ts';

test.override({ admission: 'enrolled-only', settings: 'never-set-up' });

const { allGood: person } = people;

function credentialsOf(role: keyof typeof clerks) {
  const { account, password } = clerks[role];
  return { account, password };
}

/** Asks the platform from outside the application, without a signature. */
async function ask(
  { platform }: Counter,
  method: string,
  path: string,
  body?: unknown,
  token?: string,
) {
  const answer = await fetch(platform.url + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
}

async function newCode(counter: Counter, request: EnrolmentCodeRequest): Promise<string> {
  const made = await ask(counter, 'POST', workstationPaths.administeredEnrolmentCodes, request);
  return enrolmentCodeAnswerSchema.parse(made.body).code;
}

async function theWorkstation(counter: Counter) {
  const { body } = await ask(counter, 'GET', workstationPaths.administered);
  const [only, ...others] = administeredWorkstationsAnswerSchema.parse(body).workstations;
  if (only === undefined || others.length > 0) throw new Error('one workstation has enrolled');
  return only;
}

async function waitingAt(workstation: Workstation): Promise<number> {
  return (await snapshotOf(workstation)).platform.waiting;
}

/** Sets a new counter up as a technician does, and types the code. */
async function setUpAndEnrol(
  { clerk }: Workstation,
  counter: Counter,
  address: string,
): Promise<void> {
  await clerk.getByTestId('setting-platformAddress').fill(address);
  await clerk.getByTestId('enrolment-code').fill('0000-0000-0000-0001');
  await clerk.getByTestId('enrol').click();
  await clerk
    .locator('[data-testid="enrolment-failure"][data-code="enrolment.code-mistyped"]')
    .waitFor();
  const code = await newCode(counter, { windowId: 'A07', name: '综合窗口 A07 左' });
  await clerk.getByTestId('enrolment-code').fill(code.toLowerCase().replaceAll('-', ' '));
  await clerk.getByTestId('enrol').click();
  await clerk.locator('[data-testid="enrolment-standing"][data-state="enrolled"]').waitFor();
}

/**
 * Ten minutes behind, by the platform's signed word: nobody is asked to consent. Once that is right again they are, without
 * a restart.
 */
async function refusesByAWrongClock(workstation: Workstation, counter: Counter): Promise<void> {
  const { clerk } = workstation;
  const intake = intakeAt(workstation);
  const shift = (ms: number) => counter.platform.changeWorld({ change: 'shiftClock', ms });
  // A call that is answered under a signature.
  const hearTime = () => clerkCall(workstation, 'handover:windows', null);
  const consentPage = (await workstation.evaluator()).locator('[data-kind="consent"]');
  await intake.chooseItem(person.variant);
  await layCard(counter, workstation, person.card);
  await clerk.getByTestId('push-consent').waitFor();
  await shift(600_000);
  await hearTime();
  const caseId = (await snapshotOf(workstation)).case?.id;
  expect(await clerkCall(workstation, 'case:push-consent', { caseId })).toMatchObject({
    problem: { code: 'clock.behind', info: { minutes: 10 } },
  });
  expect((await snapshotOf(workstation)).notices.map(({ code }) => code)).toContain('clock.behind');
  expect(await consentPage.count()).toBe(0);
  await shift(0);
  await hearTime();
  await intake.pushConsent();
  await consentPage.waitFor();
}

/** A way to the platform on which somebody reads along. */
async function listenedWay({ platform }: Counter) {
  let token: string | undefined;
  const server = createServer((incoming, outgoing) => {
    const { method, url = '', headers } = incoming;
    [, token = token] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? [];
    const onward = request(platform.url + url, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, token: () => token };
}

test('a new counter enrols by a code, receives a whole case, is revoked, enrols anew, and asks nobody by a wrong clock', async ({
  counter,
  workstation,
}) => {
  const { clerk } = workstation;
  const intake = intakeAt(workstation);
  const way = await listenedWay(counter);
  await setUpAndEnrol(workstation, counter, way.url);
  await clerk.getByTestId('settings-save').click();
  await clerk.getByTestId('login-account').waitFor();
  const technician = credentialsOf('technician');
  await clerk.getByTestId('login-account').fill(technician.account);
  await clerk.getByTestId('login-password').fill(technician.password);
  await clerk.getByTestId('login-submit').click();
  await clerk.getByTestId('settings-page').waitFor();
  expect(await clerk.getByTestId('enrolment-standing').innerText()).toContain('A07');
  const reader = { readerAddress: counter.reader.address };
  expect(await clerkCall(workstation, 'settings:save', reader)).toMatchObject({ ok: true });
  expect(await clerkCall(workstation, 'session:log-out', null)).toMatchObject({ ok: true });

  await intake.logIn();
  await intake.chooseItem(person.variant);
  await counter.reader.placeCard(person.card);
  await intake.pushConsent();
  await intake.answer('agree');
  await (await workstation.evaluator()).locator('[data-kind="own-values"]').waitFor();
  await clerk.locator('[data-testid="mirror-state"][data-state="shown"]').waitFor();
  await workstation.touch('own-values-confirm');
  await intake.fillContact();
  await intake.submit();
  expect(await intake.caseNumber()).not.toBe('');
  expect((await ask(counter, 'GET', adminPaths.evidence)).body).toEqual({ records: 1 });

  // With the clerk's own token, and with their password: nothing that is not signed counts.
  const token = way.token();
  expect(token).toBeDefined();
  const clerksOwn = credentialsOf('clerk');
  const refused = { status: 401, body: { code: 'signature-required' } };
  const { workstationId } = await theWorkstation(counter);
  for (const id of [workstationId, randomUUID()]) {
    const logIn = { ...clerksOwn, windowId: 'A07', workstationId: id };
    expect(await ask(counter, 'POST', platformPaths.sessions, logIn)).toEqual(refused);
    const signer = { workstationId: id, evidenceKey: newEvidenceKey('SM2') };
    expect(await ask(counter, 'POST', evidencePaths.keys, registrationOf(signer), token)).toEqual(
      refused,
    );
    const question = askedConsent();
    expect(await ask(counter, 'POST', consentPaths.consents, question, token)).toEqual(refused);
    expect(
      await ask(
        counter,
        'POST',
        consentPaths.evidence(question.consentId),
        evidenceOf(question, signer),
        token,
      ),
    ).toEqual(refused);
  }
  expect((await ask(counter, 'GET', adminPaths.evidence)).body).toEqual({ records: 1 });

  // Something waits to be sent when the workstation is revoked.
  await (await workstation.evaluator()).locator('[data-kind="rating"]').waitFor();
  await clerk.locator('[data-testid="mirror-state"][data-state="shown"]').waitFor();
  counter.platform.misbehave({ path: platformPaths.batches, fault: 'status503' });
  await workstation.touch('rate-dissatisfied');
  await expect.poll(() => waitingAt(workstation)).toBe(1);
  await intake.chooseItem(person.variant);
  const opened = (await snapshotOf(workstation)).case?.id;
  await ask(counter, 'POST', workstationPaths.administeredRevocations, { workstationId });
  await clerk.getByTestId('workstation-revoked').waitFor();
  expect(await clerk.getByTestId('login-account').count()).toBe(0);
  expect(await snapshotOf(workstation)).toMatchObject({
    enrolment: { state: 'revoked' },
    cases: [],
  });
  expect(await clerkCall(workstation, 'session:log-in', clerksOwn)).toMatchObject({
    problem: { code: 'enrolment.revoked' },
  });

  counter.platform.behave();

  await workstation.close();
  const again = await counter.start();
  await again.clerk.getByTestId('workstation-revoked').waitFor();
  expect(await waitingAt(again)).toBe(1);
  const code = await newCode(counter, { workstationId });
  await again.clerk.getByTestId('enrolment-code').fill(code);
  await again.clerk.getByTestId('enrol').click();
  await again.clerk.getByTestId('enrolment-done').waitFor();
  await intakeAt(again).logIn();
  expect((await snapshotOf(again)).cases.map(({ id }) => id)).toContain(opened);
  await expect.poll(() => waitingAt(again)).toBe(0);
  await refusesByAWrongClock(again, counter);
});
