import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { pageDigest } from '../../main/case-desk/consent/page-digest.ts';
import { atOneCounterWith, quickNumbers, test as withOwnCounter } from './at-a-counter.ts';
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
  untilShown,
} from './awaited-touch.ts';
import { clerkCall, expectNothingGiven, snapshotOf } from './consents-given.ts';

/** Whoever has agreed looks at their own values, for as long as somebody else tries to do it for them. */
const test = atOneCounterWith({
  numbers: { ...quickNumbers, consentSeconds: timeToTry, ownValuesSeconds: 120 },
});

// --- hands and scripts at the citizen's screen

async function centreOf(page: Page, testId: string): Promise<{ x: number; y: number }> {
  const box = await page.getByTestId(testId).boundingBox();
  if (box === null) throw new Error(`${testId} is not on the screen`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Presses buttons of the citizen's page, one after the other, with something that is no finger. */
async function press(
  evaluator: Page,
  pointerType: 'mouse' | 'pen',
  testIds: readonly string[],
): Promise<void> {
  const hand = await evaluator.context().newCDPSession(evaluator);
  for (const testId of testIds) {
    const at = { ...(await centreOf(evaluator, testId)), pointerType } as const;
    for (const type of ['mousePressed', 'mouseReleased'] as const) {
      await hand.send('Input.dispatchMouseEvent', { type, button: 'left', clickCount: 1, ...at });
    }
  }
}

function pointerOf(kind: 'mouse' | 'pen') {
  return async ({ evaluator, workstation }: Scene): Promise<void> => {
    await untilMayAgree(evaluator);
    await press(evaluator, kind, ['licence-0-agree', 'agree', 'agree']);
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

// --- whoever has agreed looks at their own values

/** By whatever hand, script or message it is tried, only the person's touch says whether their values are right. */
async function nobodyElseLooks({ workstation, evaluator, page }: Scene): Promise<void> {
  await evaluator.locator('[data-kind="own-values"]').waitFor();
  await untilShown(workstation);
  const { pageId } = await pageOnScreen(evaluator);
  const isLooking = async () => {
    const { case: subject } = await snapshotOf(workstation);
    expect(subject).toMatchObject({ stage: 'checking-values' });
    expect(subject).not.toHaveProperty('objections');
    expect(subject).not.toHaveProperty('form');
  };
  const buttons = ['object-0', 'own-values-confirm'];
  for (const pointerType of ['mouse', 'pen'] as const) {
    await press(evaluator, pointerType, buttons);
    await isLooking();
  }
  for (const testId of buttons) {
    await evaluator.getByTestId(testId).focus();
    await evaluator.keyboard.press('Enter');
    await evaluator.evaluate(`document.querySelector('[data-testid="${testId}"]').click()`);
  }
  await isLooking();
  const objecting = (wrong: number[]) => ({ kind: 'object' as const, wrong });
  for (const request of [
    { pageId, act: objecting([0]), input: 'mouse' },
    { pageId, act: objecting([0]), input: 'keyboard' },
    { pageId: page.pageId, act: objecting([0]), input: 'touch' },
    { pageId, act: objecting([7]), input: 'touch' },
  ] as const) {
    expect((await fromEvaluator(evaluator, 'page:acted', request)).ok).toBe(false);
  }

  // What a mouse has marked does not become the person's word by their touch on the button below.
  await evaluator.getByTestId('object-0').click();
  await workstation.touch('own-values-confirm');
  await isLooking();
  expect(await evaluator.locator('[data-wrong="true"]').count()).toBe(0);
  await workstation.touch('own-values-confirm');
}

const attempts: readonly Attempt[] = [
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
];

describe('while the page is on the citizen’s screen, no consent comes of', () => {
  test.for(attempts)('$who: $tries', (attempt, { counter, workstation, intake }) =>
    expectNothingComesOf(attempt, { counter, workstation, intake }),
  );

  test('anything of this, and the citizen’s own touch gives it, as it alone says that their values are right', async ({
    counter,
    workstation,
    intake,
  }) => {
    const scene = await asked(counter, workstation, intake);
    await expectGivenByTouch(scene, () => nobodyElseLooks(scene));
    expect((await snapshotOf(workstation)).case).not.toHaveProperty('objections');
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
