import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { z } from 'zod';
import { digestAtAnswer } from '../../main/case-desk/consent/page-digest.ts';
import { people } from '../../reference-platform/seed/people.ts';
import type { Counter } from '../../scripts/workbench/counter.ts';
import type { Intake } from '../../scripts/workbench/intake.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';
import type { EvaluatorCalls } from '../../src/contracts/evaluator-ipc.ts';
import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';
import {
  type Asked,
  closeEveryCase,
  consentsOf,
  expectChainOf,
  expectNothingGiven,
  licencesOpened,
  snapshotOf,
} from './consents-given.ts';

/*
 * F18: nobody but the citizen consents, and the citizen by a touch alone. Every line of a table of attempts is one way in
 * which somebody might try it while the page is on the citizen's screen; after each, nothing has been given anywhere, and
 * after all of them the citizen's own touch gives it. What is tried at the citizen's screen stands in
 * nobody-else-touches.e2e.ts, what is tried from everywhere else in nobody-else-consents.e2e.ts.
 *
 * What is tried from outside the program stands elsewhere: switches that open or weaken it in security.e2e.ts; the same,
 * NODE_OPTIONS and ELECTRON_RUN_AS_NODE at the release in ../packaging/from-outside.e2e.ts; its fuses in
 * ../packaging/fuses.e2e.ts. A page that shows something else than was sent is in consent.e2e.ts.
 */

/** Seconds to answer in: long enough to try something before the time is up. */
export const timeToTry = 90;

/** A page is on the citizen's screen and waits for their touch. */
export interface Scene extends Asked {
  readonly intake: Intake;
  readonly evaluator: Page;
  readonly page: ConsentPage;
}

/** One way in which somebody might try it. */
export interface Attempt {
  readonly who: string;
  readonly tries: string;
  readonly attempt: (scene: Scene) => Promise<void>;
}

/** Who is asked in these tests. */
export const { card, variant } = people.allGood;

type Reply<Value> = {
  readonly ok: boolean;
  readonly value: Value;
  readonly problem?: { code: string };
};

/** A call of the citizen's own page, as a script in it would make it. */
export function fromEvaluator<Channel extends keyof EvaluatorCalls>(
  evaluator: Page,
  channel: Channel,
  request: z.input<EvaluatorCalls[Channel]['request']>,
): Promise<Reply<unknown>> {
  return evaluator.evaluate(`window.evaluator.call('${channel}', ${JSON.stringify(request)})`);
}

/** What is on the citizen’s screen. */
export async function pageOnScreen(evaluator: Page): Promise<ConsentPage> {
  const { value } = await fromEvaluator(evaluator, 'page:alive', { pageId: null });
  return value as ConsentPage;
}

/** What a touch on the button that agrees would send. */
export function agreement(
  page: ConsentPage,
  positions = page.licences.map((_, position) => position),
) {
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

/** The citizen’s screen has confirmed what it was sent. */
export async function untilShown({ clerk }: Workstation): Promise<void> {
  await clerk.locator('[data-testid="mirror-state"][data-state="shown"]').waitFor();
}

/** Asks somebody for their consent, up to the page on their screen. */
export async function asked(
  counter: Counter,
  workstation: Workstation,
  intake: Intake,
): Promise<Scene> {
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
export async function untilMayAgree(evaluator: Page): Promise<void> {
  await evaluator.locator('[data-testid="agree"]:not([aria-disabled="true"])').waitFor();
}

/** Nothing is given by an attempt, whatever it does while the page waits. */
export async function expectNothingComesOf(
  { attempt }: Attempt,
  at: { readonly counter: Counter; readonly workstation: Workstation; readonly intake: Intake },
): Promise<void> {
  const scene = await asked(at.counter, at.workstation, at.intake);
  await attempt(scene);
  await expectNothingGiven(scene);
  await closeEveryCase(at.workstation);
}

/**
 * The citizen agrees by their own touch: that gives the consent, and is the only answer that the counter has evidence of.
 * @param lookedAt what is done between the touch and the form
 */
export async function expectGivenByTouch(
  { counter, workstation, intake, caseId, page }: Scene,
  lookedAt: () => Promise<void> = async () => undefined,
): Promise<void> {
  await intake.answer('agree');
  await lookedAt();
  await workstation.clerk.getByTestId('submit-case').waitFor();
  const given = (await consentsOf(counter, card)).filter(({ state }) => state === 'given');
  expect(given.map(({ consentId }) => consentId)).toEqual([page.pageId]);
  expect((await licencesOpened(counter, card, caseId)).length).toBeGreaterThan(0);
  await expectChainOf(counter, [page.pageId]);
}
