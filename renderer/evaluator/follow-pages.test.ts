import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EvaluatorBridge } from '../../src/contracts/bridges.ts';
import type { EvaluatorPage } from '../../src/contracts/evaluator-page.ts';
import type { Outcome } from '../../src/failures/failure.ts';
import { exampleConsent, exampleHead, exampleRating } from './evaluator-page.fixture.ts';
import { ALIVE_EVERY_MS, followPages, type PageFollower, type Showing } from './follow-pages.ts';

type Answer = (outcome: Outcome<EvaluatorPage>) => void;

/** Main as the window sees it: what it was asked, and how it answers each question. */
class FakeMain implements EvaluatorBridge {
  readonly asked: (string | null)[] = [];
  readonly answers: Answer[] = [];
  send: (page: EvaluatorPage) => void = () => {};

  readonly call = ((_channel: string, request: { pageId: string | null }) => {
    this.asked.push(request.pageId);
    return new Promise<Outcome<EvaluatorPage>>((resolve) => {
      this.answers.push(resolve);
    });
  }) as EvaluatorBridge['call'];

  onPageShow(listener: (page: EvaluatorPage) => void) {
    this.send = listener;
    return () => {
      this.send = () => {};
    };
  }

  async answer(outcome: Outcome<EvaluatorPage>, index = this.answers.length - 1): Promise<void> {
    this.answers[index]?.(outcome);
    await vi.advanceTimersByTimeAsync(0);
  }
}

function idle(pageId: string): EvaluatorPage {
  return { ...exampleHead, pageId, kind: 'idle', hall: '', window: '', welcome: '' };
}

function consent(pageId: string, secondsToAnswer: number, heading = ''): EvaluatorPage {
  return { ...exampleConsent, pageId, secondsToAnswer, heading };
}

let main: FakeMain;
let screen: (Showing | null)[];
let follower: PageFollower;
const last = (): EvaluatorPage | null | undefined => {
  const showing = screen.at(-1);
  return showing === null ? null : showing?.page;
};

beforeEach(() => {
  vi.useFakeTimers();
  main = new FakeMain();
  screen = [];
  follower = followPages(main, (showing) => screen.push(showing));
});

afterEach(() => {
  follower.stop();
  vi.useRealTimers();
});

test('asks at once and every few seconds, with the page it has', async () => {
  await main.answer({ ok: true, value: idle('a') });
  await vi.advanceTimersByTimeAsync(ALIVE_EVERY_MS);
  expect(main.asked).toEqual([null, 'a']);
  expect(last()).toEqual(idle('a'));
});

test('a page that main sends is shown at once', () => {
  main.send(idle('b'));
  expect(last()).toEqual(idle('b'));
});

test('an answer that was overtaken by a newer page changes nothing', async () => {
  main.send(idle('new'));
  await main.answer({ ok: true, value: consent('old', 180) });
  expect(screen.map((showing) => showing?.page.pageId)).toEqual(['new']);
});

test('the page that is shown already is not shown again by a sign of life', async () => {
  main.send(consent('a', 180));
  await vi.advanceTimersByTimeAsync(ALIVE_EVERY_MS);
  await main.answer({ ok: true, value: consent('a', 180) });
  expect(screen).toHaveLength(1);
});

test('the same consent page sent again renews the time and nothing else', async () => {
  main.send(consent('a', 180, 'first'));
  await vi.advanceTimersByTimeAsync(1_000);
  main.send(consent('a', 120, 'second'));
  expect(last()).toEqual(consent('a', 120, 'first'));
  expect((screen[1]?.since ?? 0) - (screen[0]?.since ?? 0)).toBe(1_000);
});

test('a rating page is given more time in the same way', () => {
  main.send({ ...exampleRating, secondsToAnswer: 20 });
  main.send({ ...exampleRating, secondsToAnswer: 60, heading: 'another' });
  expect(last()).toEqual(exampleRating);
});

test('a failed sign of life leaves nothing on the screen', async () => {
  main.send(consent('a', 180));
  await vi.advanceTimersByTimeAsync(ALIVE_EVERY_MS);
  await main.answer({ ok: false, problem: { code: 'internal.unexpected' } });
  expect(last()).toBeNull();
});

test('a sign of life without an answer leaves nothing on the screen, and its late answer is not taken', async () => {
  main.send(consent('a', 180));
  await vi.advanceTimersByTimeAsync(2 * ALIVE_EVERY_MS);
  expect(last()).toBeNull();
  await main.answer({ ok: true, value: consent('a', 180) }, 1);
  expect(last()).toBeNull();
  await main.answer({ ok: true, value: idle('b') });
  expect(last()).toEqual(idle('b'));
});

test('doubt about a page that was replaced does not touch the new one', () => {
  main.send(idle('a'));
  main.send(idle('b'));
  follower.forget('a');
  expect(last()).toEqual(idle('b'));
});

test('what was forgotten comes back only when main says so', async () => {
  main.send(idle('a'));
  follower.forget('a');
  expect(last()).toBeNull();
  await vi.advanceTimersByTimeAsync(ALIVE_EVERY_MS);
  expect(main.asked.at(-1)).toBeNull();
  await main.answer({ ok: true, value: idle('a') });
  expect(last()).toEqual(idle('a'));
});
