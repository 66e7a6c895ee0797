import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import fc from 'fast-check';
import type { CDPSession, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import { digestAtAnswer, pageDigest } from '../../main/case-desk/consent/page-digest.ts';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import { people } from '../../reference-platform/seed/people.ts';
import { platformAt } from '../../scripts/workbench/citizens-phone.ts';
import type { Counter } from '../../scripts/workbench/counter.ts';
import type { Intake } from '../../scripts/workbench/intake.ts';
import { electronSwitches, type Workstation } from '../../scripts/workbench/workstation.ts';
import { clerkChannels, evaluatorChannels } from '../../src/contracts/channels.ts';
import { clerkCalls } from '../../src/contracts/clerk-ipc.ts';
import { consentPaths } from '../../src/contracts/consent-api.ts';
import { type EvaluatorCalls, evaluatorCalls } from '../../src/contracts/evaluator-ipc.ts';
import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';
import { openSessionAnswerSchema, platformPaths } from '../../src/contracts/platform-api.ts';
import { atOneCounterWith, quickNumbers, test as withOwnCounter } from './at-a-counter.ts';
import { type Call, send } from './calls-past-the-preload.ts';
import {
  type Asked,
  clerkCall,
  closeEveryCase,
  consentsOf,
  expectChainOf,
  expectNothingGiven,
  licencesOpened,
  snapshotOf,
} from './consents-given.ts';
import { type JsonSchema, requestsOf } from './requests-by-schema.ts';

/*
 * F18: nobody but the citizen consents, and the citizen by a touch alone. Every line of `attempts` is one way in which
 * somebody might try it while the page is on the citizen's screen; after each, nothing has been given anywhere.
 *
 * What is tried from outside the program stands elsewhere: switches that open or weaken it in security.e2e.ts; the same,
 * NODE_OPTIONS and ELECTRON_RUN_AS_NODE at the release in ../packaging/from-outside.e2e.ts; its fuses in
 * ../packaging/fuses.e2e.ts. A page that shows something else than was sent is in consent.e2e.ts.
 */

/** Long enough to try something in before the time is up. */
const settings = {
  numbers: { ...quickNumbers, consentSeconds: 90 },
};
const test = atOneCounterWith(settings);

/** A page is on the citizen's screen and waits for their touch. */
interface Scene extends Asked {
  readonly intake: Intake;
  readonly evaluator: Page;
  readonly page: ConsentPage;
}

interface Attempt {
  readonly who: string;
  readonly tries: string;
  readonly attempt: (scene: Scene) => Promise<void>;
}

const { card, variant } = people.allGood;

type Reply<Value> = {
  readonly ok: boolean;
  readonly value: Value;
  readonly problem?: { code: string };
};

/** A call of the citizen's own page, as a script in it would make it. */
function fromEvaluator<Channel extends keyof EvaluatorCalls>(
  evaluator: Page,
  channel: Channel,
  request: z.input<EvaluatorCalls[Channel]['request']>,
): Promise<Reply<unknown>> {
  return evaluator.evaluate(`window.evaluator.call('${channel}', ${JSON.stringify(request)})`);
}

async function pageOnScreen(evaluator: Page): Promise<ConsentPage> {
  const { value } = await fromEvaluator(evaluator, 'page:alive', { pageId: null });
  return value as ConsentPage;
}

/** What a touch on the button that agrees would send. */
function agreement(page: ConsentPage, positions = page.licences.map((_, position) => position)) {
  const answer = { agreed: positions, chosenSingly: [] };
  return {
    pageId: page.pageId,
    act: {
      kind: 'answer' as const,
      ...answer,
      isReadToEnd: true,
      digest: digestAtAnswer(page, answer),
    },
    input: 'touch' as const,
  };
}

async function untilShown({ clerk }: Workstation): Promise<void> {
  await clerk.locator('[data-testid="mirror-state"][data-state="shown"]').waitFor();
}

async function asked(counter: Counter, workstation: Workstation, intake: Intake): Promise<Scene> {
  await intake.chooseItem(variant);
  await counter.reader.placeCard(card);
  await intake.pushConsent();
  await untilShown(workstation);
  const evaluator = await workstation.evaluator();
  const caseId = (await snapshotOf(workstation)).case?.id ?? '';
  const page = await pageOnScreen(evaluator);
  return { counter, workstation, intake, evaluator, person: card, caseId, page };
}

/** The page may be agreed to from now on. */
async function untilMayAgree(evaluator: Page): Promise<void> {
  await evaluator.locator('[data-testid="agree"]:not([aria-disabled="true"])').waitFor();
}

// --- the clerk's page

/** Calls that end the turn of whoever makes them; they are tried by themselves. */
const leaving: ReadonlySet<string> = new Set([
  'session:log-in',
  'session:log-out',
  'session:lock',
  'session:unlock',
  'page:load-again',
  'page:broken',
]);

/** The system's dialogs would wait for a hand. */
async function withoutDialogs({ application }: Workstation): Promise<void> {
  await application.evaluate(({ dialog }) => {
    dialog.showOpenDialog = async () => ({ canceled: true, filePaths: [] });
    dialog.showSaveDialog = async () => ({ canceled: true, filePath: '' });
  });
}

async function everyCallOfTheClerk({ workstation, caseId, page }: Scene): Promise<void> {
  await withoutDialogs(workstation);
  const channels = clerkChannels.filter((channel) => !leaving.has(channel));
  const ids = [caseId, page.pageId];
  const requests = channels.flatMap((channel) => {
    const schema = z.toJSONSchema(clerkCalls[channel].request, { unrepresentable: 'any' });
    return fc
      .sample(requestsOf(schema as JsonSchema, { ids }), { seed: 20_261_124, numRuns: 4 })
      .map((request) => ({ from: 'clerk', frame: 'main', channel, request }) as const);
  });
  const shuffled = fc.sample(fc.shuffledSubarray(requests, { minLength: requests.length }), {
    seed: 20_261_124,
    numRuns: 1,
  })[0];
  const outcomes = await send(workstation, shuffled ?? []);
  expect(outcomes).toHaveLength(requests.length);
  expect(outcomes).toContain('let through');
  expect(outcomes).not.toContain('internal.unexpected');
}

async function evaluatorsCallsFromElsewhere({ workstation, page }: Scene): Promise<void> {
  const right: Record<(typeof evaluatorChannels)[number], unknown> = {
    'page:shown': { pageId: page.pageId, digest: pageDigest(page) },
    'page:acted': agreement(page),
    'page:alive': { pageId: page.pageId },
  };
  for (const channel of evaluatorChannels) {
    expect(evaluatorCalls[channel].request.safeParse(right[channel]).success).toBe(true);
    const bridged = await workstation.clerk.evaluate(
      `window.desk.call('${channel}', ${JSON.stringify(right[channel])})`,
    );
    expect(bridged).toEqual({ ok: false, problem: { code: 'ipc.unknown-channel' } });
  }
  const places = [
    ...(['main', 'inner', 'foreign', 'gone'] as const).map(
      (frame) => ({ from: 'clerk', frame }) as const,
    ),
    { from: 'nowhere', frame: 'main' },
    ...(['inner', 'foreign', 'gone'] as const).map(
      (frame) => ({ from: 'evaluator', frame }) as const,
    ),
  ] as const;
  const calls: Call[] = places.flatMap((place) =>
    evaluatorChannels.map((channel) => ({ ...place, channel, request: right[channel] })),
  );
  const outcomes = await send(workstation, calls);
  expect(new Set(outcomes)).toEqual(new Set(['ipc.wrong-window', 'ipc.wrong-frame']));
}

async function lockAndUnlock({ workstation, page, evaluator }: Scene): Promise<void> {
  await clerkCall(workstation, 'session:lock', null);
  await evaluator.getByTestId('agree').waitFor({ state: 'detached' });
  expect((await fromEvaluator(evaluator, 'page:acted', agreement(page))).ok).toBe(false);
  await clerkCall(workstation, 'session:unlock', { password: clerks.clerk.password });
  expect((await fromEvaluator(evaluator, 'page:acted', agreement(page))).ok).toBe(false);
}

async function logOutAndIn({ workstation, intake, page, evaluator }: Scene): Promise<void> {
  await clerkCall(workstation, 'session:log-out', null);
  await evaluator.getByTestId('agree').waitFor({ state: 'detached' });
  expect((await fromEvaluator(evaluator, 'page:acted', agreement(page))).ok).toBe(false);
  await intake.logIn();
  expect((await fromEvaluator(evaluator, 'page:acted', agreement(page))).ok).toBe(false);
}

async function breakAndLoadAgain({ workstation, page, evaluator }: Scene): Promise<void> {
  await clerkCall(workstation, 'page:broken', { cause: 'TypeError', frames: [] });
  await evaluator.getByTestId('agree').waitFor({ state: 'detached' });
  await clerkCall(workstation, 'page:load-again', null).catch(() => undefined);
  await workstation.clerk.getByTestId('new-case').first().waitFor();
  expect((await fromEvaluator(evaluator, 'page:acted', agreement(page))).ok).toBe(false);
}

async function everyKeyOfTheClerk({ workstation }: Scene): Promise<void> {
  await withoutDialogs(workstation);
  const { keyboard } = workstation.clerk;
  const keys = [
    ...Array.from({ length: 12 }, (_, index) => `F${index + 1}`),
    ...'0123456789abcdefghijklmnopqrstuvwxyz',
    ...['Enter', 'Space', 'Tab', 'Escape', 'ArrowDown', 'ArrowUp'],
  ];
  for (const held of ['', 'Shift+', 'Control+', 'Alt+']) {
    for (const key of keys) {
      // The lock is tried by itself; behind it no other key means anything.
      if (`${held}${key}` !== 'Control+l') await keyboard.press(`${held}${key}`);
    }
  }
  await keyboard.press('Escape');
}

/** Presses and touches all over the clerk's window, as the mirrored page lies there. */
async function allOverTheClerksWindow({ workstation }: Scene): Promise<void> {
  const { clerk } = workstation;
  const finger = await clerk.context().newCDPSession(clerk);
  const area = await clerk.getByTestId('mirror').boundingBox();
  if (area === null) throw new Error('no page is mirrored');
  const steps = [0.1, 0.3, 0.5, 0.7, 0.9];
  const points = steps.flatMap((across) =>
    steps.map((down) => ({ x: area.x + area.width * across, y: area.y + area.height * down })),
  );
  for (const point of points) {
    await clerk.mouse.click(point.x, point.y);
    await touchAt(finger, point);
  }
}

async function touchAt(finger: CDPSession, point: { x: number; y: number }): Promise<void> {
  await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

// --- hands and scripts at the citizen's screen

async function centreOf(page: Page, testId: string): Promise<{ x: number; y: number }> {
  const box = await page.getByTestId(testId).boundingBox();
  if (box === null) throw new Error(`${testId} is not on the screen`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function pointerOf(kind: 'mouse' | 'pen') {
  return async ({ evaluator, workstation }: Scene): Promise<void> => {
    await untilMayAgree(evaluator);
    const hand = await evaluator.context().newCDPSession(evaluator);
    for (const testId of ['licence-0-agree', 'agree', 'agree']) {
      const point = {
        ...(await centreOf(evaluator, testId)),
        button: 'left',
        clickCount: 1,
      } as const;
      for (const type of ['mousePressed', 'mouseReleased'] as const) {
        await hand.send('Input.dispatchMouseEvent', { type, pointerType: kind, ...point });
      }
    }
    await expect.poll(() => workstation.log()).toContain(`"input":"${kind}"`);
  };
}

async function everyKeyOfAnotherKeyboard({ evaluator }: Scene): Promise<void> {
  await untilMayAgree(evaluator);
  for (const testId of ['licence-0-agree', 'agree']) {
    await evaluator.getByTestId(testId).focus();
    for (const key of ['Enter', 'Space', 'NumpadEnter', 'y', 'F8', 'Control+Enter']) {
      await evaluator.keyboard.press(key);
    }
  }
  for (let step = 0; step < 12; step += 1) {
    await evaluator.keyboard.press('Tab');
    await evaluator.keyboard.press('Enter');
  }
}

async function eventsOfAScript({ evaluator }: Scene): Promise<void> {
  await untilMayAgree(evaluator);
  await evaluator.evaluate(`(() => {
    const at = { bubbles: true, cancelable: true, composed: true, clientX: 5, clientY: 5, button: 0 };
    for (const id of ['licence-0-agree', 'agree']) {
      const button = document.querySelector('[data-testid="' + id + '"]');
      const { x, y, width, height } = button.getBoundingClientRect();
      const middle = { ...at, clientX: x + width / 2, clientY: y + height / 2 };
      const finger = { ...middle, pointerType: 'touch', pointerId: 7, isPrimary: true };
      for (const target of [button, button.firstElementChild ?? button, document.body, window]) {
        for (const type of ['pointerdown', 'pointerup', 'pointercancel', 'gotpointercapture']) {
          target.dispatchEvent(new PointerEvent(type, finger));
        }
        for (const type of ['mousedown', 'mouseup', 'click', 'dblclick']) {
          target.dispatchEvent(new MouseEvent(type, middle));
        }
        const touch = new Touch({ identifier: 7, target: button, ...middle });
        target.dispatchEvent(new TouchEvent('touchstart', { ...middle, touches: [touch], changedTouches: [touch] }));
        target.dispatchEvent(new TouchEvent('touchend', { ...middle, changedTouches: [touch] }));
        for (const type of ['keydown', 'keyup']) {
          target.dispatchEvent(new KeyboardEvent(type, { ...at, key: 'Enter', code: 'Enter' }));
        }
      }
      button.click();
    }
  })()`);
}

/** A real finger goes down elsewhere, and a script moves the button under it. */
async function buttonUnderTheFinger({ evaluator }: Scene): Promise<void> {
  await untilMayAgree(evaluator);
  const finger = await evaluator.context().newCDPSession(evaluator);
  const point = { x: 300, y: 200 };
  await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
  await evaluator.evaluate(`
    document.querySelector('[data-testid="agree"]').style.cssText =
      'position: fixed; left: 200px; top: 100px; width: 200px; height: 200px; z-index: 9';
  `);
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

// --- the right message at the wrong time, or about the wrong page

async function refusedFromEvaluator(
  scene: Scene,
  request: ReturnType<typeof agreement>,
): Promise<void> {
  const reply = await fromEvaluator(scene.evaluator, 'page:acted', request);
  expect(reply.ok).toBe(false);
}

async function replayOfAnEarlierPage(scene: Scene): Promise<void> {
  const { workstation, intake, evaluator, page: earlier } = scene;
  await workstation.clerk.getByTestId('withdraw-page').click();
  await refusedFromEvaluator(scene, agreement(earlier));
  await workstation.clerk.getByTestId('push-consent').waitFor();
  await intake.pushConsent();
  await untilShown(workstation);
  await untilMayAgree(evaluator);
  const page = await pageOnScreen(evaluator);
  expect(page.pageId).not.toBe(earlier.pageId);
  await refusedFromEvaluator(scene, agreement(earlier));
  await fromEvaluator(evaluator, 'page:shown', {
    pageId: earlier.pageId,
    digest: pageDigest(earlier),
  });
  await refusedFromEvaluator(scene, agreement(earlier));
}

async function replayInAnotherCase(scene: Scene): Promise<void> {
  const { counter, workstation, intake, evaluator, page: earlier } = scene;
  await intake.dropCase();
  await counter.reader.liftCard();
  await workstation.clerk.locator('[data-testid="reader-state"][data-state="ready"]').waitFor();
  const next = await asked(counter, workstation, intake);
  await untilMayAgree(evaluator);
  await refusedFromEvaluator(next, agreement(earlier));
}

async function pageOfAnotherLanguage(scene: Scene): Promise<void> {
  const { evaluator, page: chinese, workstation } = scene;
  const act = { kind: 'display-setting', language: 'en', largeType: false } as const;
  const changed = await fromEvaluator(evaluator, 'page:acted', {
    pageId: chinese.pageId,
    act,
    input: 'touch',
  });
  expect(changed.ok).toBe(true);
  await evaluator.locator('[data-testid="evaluator-page"][lang="en"]').waitFor();
  await untilShown(workstation);
  await untilMayAgree(evaluator);
  await refusedFromEvaluator(scene, agreement(chinese));
}

async function beforeTheMinimumTime({ workstation, evaluator }: Scene): Promise<void> {
  await workstation.clerk.getByTestId('withdraw-page').click();
  await workstation.clerk.getByTestId('push-consent').waitFor();
  // As soon as there is a new page, before it could be shown or read.
  await clerkCall(workstation, 'case:push-consent', {
    caseId: (await snapshotOf(workstation)).case?.id,
  });
  const page = await pageOnScreen(evaluator);
  const reply = await fromEvaluator(evaluator, 'page:acted', agreement(page));
  expect(['consent.page-not-on-screen', 'consent.too-early']).toContain(reply.problem?.code);
}

async function otherInputsAndPositions(scene: Scene): Promise<void> {
  const { evaluator, page } = scene;
  await untilMayAgree(evaluator);
  const right = agreement(page);
  for (const input of ['mouse', 'pen', 'keyboard'] as const) {
    const reply = await fromEvaluator(evaluator, 'page:acted', { ...right, input });
    expect(reply.problem?.code).toBe('consent.not-a-touch');
  }
  for (const positions of [[page.licences.length], [0, 0], [63]]) {
    const reply = await fromEvaluator(evaluator, 'page:acted', agreement(page, positions));
    expect(reply.problem?.code).toBe('ipc.invalid-request');
  }
  const act = { ...right.act, agreedToAll: true };
  const reply = await fromEvaluator(evaluator, 'page:acted', { ...right, act } as typeof right);
  expect(reply.problem?.code).toBe('ipc.invalid-request');
}

/** X27: the text is changed between the display and the touch. */
async function textChangedAfterDisplay({ evaluator, workstation, intake }: Scene): Promise<void> {
  await untilMayAgree(evaluator);
  await evaluator.evaluate(`document.querySelector('h1[data-canonical]').textContent = '随便点'`);
  await intake.answer('agree');
  await workstation.clerk
    .locator('[data-testid="consent-state"][data-outcome="page-altered"]')
    .waitFor();
}

async function agreementToAnotherText(scene: Scene): Promise<void> {
  await untilMayAgree(scene.evaluator);
  await refusedFromEvaluator(scene, {
    ...agreement({ ...scene.page, firstLine: '请评价本次服务。' }),
    pageId: scene.page.pageId,
  });
}

// --- at the platform, past the workstation

type Session = { readonly as: string; readonly token: string | undefined };

/** A session at a window, of a workstation that nobody knows. */
async function sessionOf(
  { platform }: Counter,
  role: keyof typeof clerks,
  windowId: string,
): Promise<string> {
  const { account, password } = clerks[role];
  const { body } = await platformAt(platform.url).call('POST', platformPaths.sessions, {
    account,
    password,
    windowId,
    workstationId: randomUUID(),
  });
  return openSessionAnswerSchema.parse(body).token;
}

/** The session of the workstation itself, as somebody would have it who listens in on the clerk's machine. */
async function tokenOfWorkstation({ application, clerk }: Workstation): Promise<string> {
  await application.evaluate(({ session }) => {
    const { webRequest } = session.fromPartition('platform');
    webRequest.onBeforeSendHeaders((details, callback) => {
      const sent =
        details.requestHeaders['authorization'] ?? details.requestHeaders['Authorization'];
      if (sent !== undefined) Reflect.set(globalThis, 'heardToken', sent.replace('Bearer ', ''));
      callback({});
    });
  });
  await clerk.evaluate(`window.desk.call('handover:windows', null)`);
  const heard = await application.evaluate(({ session }) => {
    session.fromPartition('platform').webRequest.onBeforeSendHeaders(null);
    return String(Reflect.get(globalThis, 'heardToken'));
  });
  return heard;
}

const operationSchema = z.looseObject({
  requestBody: z
    .looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })) })
    .optional(),
});
const descriptionSchema = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});

/**
 * What says who somebody is, what never ends, and the switchboard of the simulation's faults. A phone that signs in is the
 * citizen's, and what it answers the citizen's answer.
 */
const isLeftOut = (path: string) =>
  /\/sessions|\/push$|^\/admin\/misbehaviour|^\/license-app\/v1\/security/.test(path);

function everyRouteAs(role: keyof typeof clerks | 'workstation' | 'nobody', windowId = 'A08') {
  return async (scene: Scene): Promise<void> => {
    const { counter, workstation, caseId, page } = scene;
    const { call } = platformAt(counter.platform.url);
    const session: Session = { as: role, token: await tokenFor(scene, role, windowId) };
    const description = descriptionSchema.parse((await call('GET', '/openapi.json')).body);
    const making = {
      ids: [caseId, page.pageId],
      resolve: (reference: string) =>
        description.components.schemas[reference.split('/').at(-1) ?? ''] as JsonSchema | undefined,
    };
    const requests = Object.entries(description.paths)
      .filter(([path]) => !isLeftOut(path))
      .flatMap(([path, operations]) =>
        Object.entries(operations).map(([method, { requestBody }]) => ({
          method: method.toUpperCase(),
          path,
          schema: requestBody?.content['application/json']?.schema as JsonSchema | undefined,
        })),
      );
    const statuses: number[] = [];
    for (const { method, path, schema } of requests.sort(endingLast)) {
      const bodies =
        schema === undefined
          ? [undefined]
          : fc.sample(requestsOf(schema, making), { seed: 20_261_124, numRuns: 3 });
      const target = path.replaceAll(/\{(\w+)\}/g, (_, name) =>
        name === 'caseId' ? caseId : page.pageId,
      );
      for (const body of bodies)
        statuses.push(await statusOf(counter, method, target, body, session));
    }
    const { path, body } = agreementOnPhone(page);
    expect(await statusOf(counter, 'POST', path, body, session)).toBe(401);
    expect(statuses.length).toBeGreaterThan(100);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect(workstation.log()).toContain('"state":"pending"');
  };
}

/** What ends a consent is tried after everything that might give it. */
function endingLast(one: { readonly path: string }, other: { readonly path: string }): number {
  const rank = ({ path }: { readonly path: string }) => (/cancel|withdraw/.test(path) ? 1 : 0);
  return rank(one) - rank(other);
}

/** The very request by which a consent is given on a phone. On the evaluator it takes the workstation's signed record. */
function agreementOnPhone(page: ConsentPage) {
  const decisions = page.licences.map(() => 'agreed');
  return {
    path: consentPaths.phoneAnswer(page.pageId),
    body: { pageDigest: pageDigest(page), decisions, chosenSingly: [...decisions.keys()] },
  };
}

async function tokenFor(
  { counter, workstation }: Scene,
  role: keyof typeof clerks | 'workstation' | 'nobody',
  windowId: string,
): Promise<string | undefined> {
  if (role === 'nobody') return undefined;
  return role === 'workstation'
    ? tokenOfWorkstation(workstation)
    : sessionOf(counter, role, windowId);
}

async function statusOf(
  { platform }: Counter,
  method: string,
  path: string,
  body: unknown,
  { token }: Session,
): Promise<number> {
  const hasBody = body !== undefined && method !== 'GET';
  const response = await fetch(platform.url + path, {
    method,
    headers: {
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: hasBody ? JSON.stringify(body) : null,
  });
  await response.arrayBuffer();
  return response.status;
}

// --- the program

async function secondInstance({ counter, workstation, evaluator }: Scene): Promise<void> {
  const second = spawn(process.env['MZB_ELECTRON'] ?? '', [
    ...electronSwitches,
    `--user-data-dir=${counter.dataDir}`,
    process.cwd(),
    '--agree',
    'app://evaluator/?answer=agree',
  ]);
  const [code] = await once(second, 'exit');
  expect(code).toBe(1);
  await untilMayAgree(evaluator);
  expect(
    await workstation.application.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows().length,
    ),
  ).toBe(2);
}

async function developerTools({ workstation, evaluator }: Scene): Promise<void> {
  for (const page of [workstation.clerk, evaluator]) {
    for (const key of ['F12', 'Control+Shift+I', 'Control+Shift+J', 'Control+Shift+C']) {
      await page.keyboard.press(key);
    }
  }
  const isOpen = await workstation.application.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      contents.openDevTools();
      return contents.isDevToolsOpened();
    }),
  );
  expect(isOpen).toEqual([false, false]);
}

const attempts: readonly Attempt[] = [
  {
    who: 'the clerk’s page',
    tries: 'every call it can make, in every shape, about this case and this page',
    attempt: everyCallOfTheClerk,
  },
  {
    who: 'the clerk’s page',
    tries: 'the calls of the citizen’s page, by its own bridge and past it, from every frame',
    attempt: evaluatorsCallsFromElsewhere,
  },
  { who: 'the clerk’s page', tries: 'locking and unlocking', attempt: lockAndUnlock },
  { who: 'the clerk’s page', tries: 'logging out and in', attempt: logOutAndIn },
  { who: 'the clerk’s page', tries: 'breaking and loading again', attempt: breakAndLoadAgain },
  { who: 'the clerk’s hand', tries: 'every key of their keyboard', attempt: everyKeyOfTheClerk },
  {
    who: 'the clerk’s hand',
    tries: 'mouse and finger all over the mirrored page in their window',
    attempt: allOverTheClerksWindow,
  },
  { who: 'a mouse', tries: 'the buttons of the citizen’s screen', attempt: pointerOf('mouse') },
  { who: 'a pen', tries: 'the buttons of the citizen’s screen', attempt: pointerOf('pen') },
  {
    who: 'a keyboard',
    tries: 'the buttons of the citizen’s screen, with the focus on them',
    attempt: everyKeyOfAnotherKeyboard,
  },
  {
    who: 'a script in the citizen’s page',
    tries: 'events that look like fingers, clicks and keys',
    attempt: eventsOfAScript,
  },
  {
    who: 'a script in the citizen’s page',
    tries: 'moving the button under a finger that went down elsewhere',
    attempt: buttonUnderTheFinger,
  },
  {
    who: 'a message from the citizen’s page',
    tries: 'the answer to an earlier page of the case',
    attempt: replayOfAnEarlierPage,
  },
  {
    who: 'a message from the citizen’s page',
    tries: 'the answer to a page of another case',
    attempt: replayInAnotherCase,
  },
  {
    who: 'a message from the citizen’s page',
    tries: 'the answer to the page in the language before',
    attempt: pageOfAnotherLanguage,
  },
  {
    who: 'a message from the citizen’s page',
    tries: 'an answer before the page was read',
    attempt: beforeTheMinimumTime,
  },
  {
    who: 'a message from the citizen’s page',
    tries: 'other kinds of input, licences that are not on the page, and more than is asked',
    attempt: otherInputsAndPositions,
  },
  {
    who: 'a message from the citizen’s page',
    tries: 'the answer to a page with another text',
    attempt: agreementToAnotherText,
  },
  {
    who: 'the citizen’s own touch',
    tries: 'a text that was changed after it was shown',
    attempt: textChangedAfterDisplay,
  },
  {
    who: 'the workstation’s own session',
    tries: 'every route of the platform',
    attempt: everyRouteAs('workstation'),
  },
  {
    who: 'the same clerk at another workstation of the same window',
    tries: 'every route of the platform',
    attempt: everyRouteAs('clerk', 'A07'),
  },
  ...(['supervisor', 'approver', 'admin', 'technician', 'nobody'] as const).map((role) => ({
    who: role,
    tries: 'every route of the platform, from another window',
    attempt: everyRouteAs(role),
  })),
  { who: 'a second start of the program', tries: 'arguments', attempt: secondInstance },
  { who: 'developer tools', tries: 'being opened', attempt: developerTools },
];

describe('while the page is on the citizen’s screen, no consent comes of', () => {
  test.for(attempts)('$who: $tries', async ({ attempt }, { counter, workstation, intake }) => {
    const scene = await asked(counter, workstation, intake);
    await attempt(scene);
    await expectNothingGiven(scene);
    await closeEveryCase(workstation);
  });

  test('anything of this, and the citizen’s own touch gives it', async ({
    counter,
    workstation,
    intake,
  }) => {
    const { caseId, page } = await asked(counter, workstation, intake);
    await intake.answer('agree');
    await workstation.clerk.getByTestId('submit-case').waitFor();
    const given = (await consentsOf(counter, card)).filter(({ state }) => state === 'given');
    expect(given.map(({ consentId }) => consentId)).toEqual([page.pageId]);
    expect((await licencesOpened(counter, card, caseId)).length).toBeGreaterThan(0);
    await expectChainOf(counter, [page.pageId]);
  });
});

describe('once the time to answer is over', () => {
  withOwnCounter.override({ settings: { numbers: { ...quickNumbers, consentSeconds: 2 } } });

  withOwnCounter(
    'the right answer to the right page gives nothing',
    async ({ counter, workstation, intake }) => {
      const scene = await asked(counter, workstation, intake);
      await workstation.clerk
        .locator('[data-testid="consent-state"][data-outcome="timed-out"]')
        .waitFor();
      await refusedFromEvaluator(scene, agreement(scene.page));
      await expectNothingGiven(scene);
    },
  );
});

describe('while somebody looks at their own values, nobody else says that they are wrong', () => {
  withOwnCounter.override({
    settings: { numbers: { ...quickNumbers, ownValuesSeconds: 120 } },
  });

  withOwnCounter(
    'by whatever hand, script or message it is tried',
    async ({ counter, workstation, intake }) => {
      const scene = await asked(counter, workstation, intake);
      await intake.answer('agree');
      const { evaluator } = scene;
      await evaluator.locator('[data-kind="own-values"]').waitFor();
      await untilShown(workstation);
      const { pageId } = await pageOnScreen(evaluator);
      const isLooking = async () => {
        const { case: subject } = await snapshotOf(workstation);
        expect(subject).toMatchObject({ stage: 'checking-values' });
        expect(subject).not.toHaveProperty('objections');
        expect(subject).not.toHaveProperty('form');
      };
      const hand = await evaluator.context().newCDPSession(evaluator);
      for (const pointerType of ['mouse', 'pen'] as const) {
        for (const testId of ['object-0', 'own-values-confirm']) {
          const point = {
            ...(await centreOf(evaluator, testId)),
            button: 'left',
            clickCount: 1,
          } as const;
          await hand.send('Input.dispatchMouseEvent', {
            type: 'mousePressed',
            pointerType,
            ...point,
          });
          await hand.send('Input.dispatchMouseEvent', {
            type: 'mouseReleased',
            pointerType,
            ...point,
          });
        }
        await isLooking();
      }
      for (const testId of ['object-0', 'own-values-confirm']) {
        await evaluator.getByTestId(testId).focus();
        await evaluator.keyboard.press('Enter');
        await evaluator.evaluate(`document.querySelector('[data-testid="${testId}"]').click()`);
      }
      await isLooking();
      const act = { kind: 'object', wrong: [0] } as const;
      for (const request of [
        { pageId, act, input: 'mouse' },
        { pageId, act, input: 'keyboard' },
        { pageId: scene.page.pageId, act, input: 'touch' },
        { pageId, act: { kind: 'object', wrong: [7] }, input: 'touch' },
      ] as const) {
        expect(
          (
            await fromEvaluator(evaluator, 'page:acted', {
              ...request,
              act: { ...request.act, wrong: [...request.act.wrong] },
            })
          ).ok,
        ).toBe(false);
      }

      // What a mouse has marked does not become the person's word by their touch on the button below.
      await evaluator.getByTestId('object-0').click();
      await workstation.touch('own-values-confirm');
      await isLooking();
      expect(await evaluator.locator('[data-wrong="true"]').count()).toBe(0);
      await workstation.touch('own-values-confirm');
      await workstation.clerk.getByTestId('submit-case').waitFor();
      expect((await snapshotOf(workstation)).case).not.toHaveProperty('objections');
    },
  );
});
