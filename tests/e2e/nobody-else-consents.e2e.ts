import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import fc from 'fast-check';
import type { CDPSession } from 'playwright-core';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import { pageDigest } from '../../main/case-desk/consent/page-digest.ts';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import { platformAt } from '../../scripts/workbench/citizens-phone.ts';
import type { Counter } from '../../scripts/workbench/counter.ts';
import { electronSwitches, type Workstation } from '../../scripts/workbench/workstation.ts';
import { clerkChannels, evaluatorChannels } from '../../src/contracts/channels.ts';
import { clerkCalls } from '../../src/contracts/clerk-ipc.ts';
import { consentPaths } from '../../src/contracts/consent-api.ts';
import { evaluatorCalls } from '../../src/contracts/evaluator-ipc.ts';
import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';
import { openSessionAnswerSchema, platformPaths } from '../../src/contracts/platform-api.ts';
import { atOneCounterWith, quickNumbers } from './at-a-counter.ts';
import {
  type Attempt,
  agreement,
  asked,
  expectGivenByTouch,
  expectNothingComesOf,
  fromEvaluator,
  pageOnScreen,
  type Scene,
  timeToTry,
  untilMayAgree,
} from './awaited-touch.ts';
import { type Call, send } from './calls-past-the-preload.ts';
import { clerkCall, expectNothingGiven } from './consents-given.ts';
import { type JsonSchema, requestsOf } from './requests-by-schema.ts';

const test = atOneCounterWith({ numbers: { ...quickNumbers, consentSeconds: timeToTry } });

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

/** Whoever logs in at another window does not so much as end the question: the page waits through all of it. */
async function everyRouteFromAnotherWindow(scene: Scene): Promise<void> {
  for (const role of ['supervisor', 'approver', 'admin', 'technician', 'nobody'] as const) {
    await everyRouteAs(role)(scene);
    await expectNothingGiven(scene);
    expect((await pageOnScreen(scene.evaluator)).pageId).toBe(scene.page.pageId);
  }
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
  {
    who: 'any other role, or nobody',
    tries: 'every route of the platform, from another window',
    attempt: everyRouteFromAnotherWindow,
  },
  { who: 'a second start of the program', tries: 'arguments', attempt: secondInstance },
  { who: 'developer tools', tries: 'being opened', attempt: developerTools },
];

describe('while the page is on the citizen’s screen, no consent comes of', () => {
  test.for(attempts)('$who: $tries', (attempt, { counter, workstation, intake }) =>
    expectNothingComesOf(attempt, { counter, workstation, intake }),
  );

  test('anything of this, and the citizen’s own touch gives it', async ({
    counter,
    workstation,
    intake,
  }) => {
    await expectGivenByTouch(await asked(counter, workstation, intake));
  });
});
