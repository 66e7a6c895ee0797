import { expect, test } from 'vitest';
import { fail, failure } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import {
  type Counter,
  counterAt,
  platformOfTests,
  toReview,
} from '../testing/counter-under-test.ts';

const bench = platformOfTests();

/** The platform has said, under its signature, what time it is: so many milliseconds less than the counter's clock. */
function hearTime({ desk, clock }: Counter, aheadMs: number): void {
  desk.time.heard(new Date(Date.parse(clock.now()) - aheadMs).toISOString(), 0, true);
}

const push = ({ desk }: Counter) => desk.cases.pushConsent(desk.caseId());
const shown = ({ desk }: Counter) => desk.sent.at(-1)?.kind;

function deviceOf({ desk, storage }: Counter) {
  const { pageId = '' } = desk.cases.current()?.subject.consents.at(-1) ?? {};
  const found = storage.evidence.find(pageId);
  if (found?.ok !== true) throw new Error('nothing was kept');
  return found.value.record.device;
}

test.each([
  [300_000, fail('clock.ahead', { minutes: 5 })],
  [-121_000, fail('clock.behind', { minutes: 2 })],
])('a clock that is %i ms ahead asks nobody, and goes on once it is right', async (ms, refusal) => {
  const at = await counterAt(bench());
  await toReview(at);
  hearTime(at, ms);
  expect(push(at)).toEqual(refusal);
  expect(shown(at)).not.toBe('consent');
  at.clock.pass(1);
  at.desk.time.forget();
  hearTime(at, 119_000);
  expect(push(at)).toEqual(ok(null));
  expect(at.desk.answer('agree')).toEqual(ok(null));
  expect(deviceOf(at)).toMatchObject({ clock_source: 'system', clock_skew: 119_000 });
});

test.each(['agree', 'decline'] as const)(
  'a clock that jumps while the page is read takes no answer (%s): the page goes, and the clerk is told why',
  async (decision) => {
    const at = await counterAt(bench());
    await toReview(at);
    hearTime(at, 0);
    expect(push(at)).toEqual(ok(null));
    at.clock.jump(600_000);
    expect(at.desk.answer(decision)).toEqual(fail('clock.ahead', { minutes: 10 }));
    expect(shown(at)).toBe('result');
    expect(at.desk.cases.current()?.subject).toMatchObject({
      stage: 'reviewing',
      failure: failure('clock.ahead', { minutes: 10 }),
    });
    expect(at.storage.evidence.next().seq).toBe(1);
    at.clock.jump(-600_000);
    expect(push(at)).toEqual(ok(null));
    expect(at.desk.answer('agree')).toEqual(ok(null));
    expect(at.desk.cases.current()?.subject.failure).toBeUndefined();
  },
);

test('where nobody has said what time it is, a consent is taken, and its record says that the clock is unchecked', async () => {
  const at = await counterAt(bench());
  at.desk.time.forget();
  await toReview(at);
  expect(push(at)).toEqual(ok(null));
  expect(at.desk.answer('agree')).toEqual(ok(null));
  expect(deviceOf(at)).toMatchObject({ clock_source: 'system-unchecked', clock_skew: 0 });
});

test('where nobody has said so either, a clock that stands before what was seen here asks nobody', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  at.desk.time.forget();
  const shutDownAt = Date.parse(at.clock.now());
  at.clock.jump(-shutDownAt);
  expect(push(at)).toMatchObject({ problem: { code: 'clock.behind' } });
  expect(shown(at)).not.toBe('consent');
  at.clock.jump(shutDownAt);
  expect(push(at)).toEqual(ok(null));
});

test('an unsigned word about the time is written down, and keeps nobody from consenting', async () => {
  const at = await counterAt(bench());
  at.desk.time.forget();
  const platformNow = new Date(Date.parse(at.clock.now()) + 3_600_000).toISOString();
  at.desk.time.heard(platformNow, 0, false);
  await toReview(at);
  expect(push(at)).toEqual(ok(null));
  expect(at.desk.answer('agree')).toEqual(ok(null));
  expect(deviceOf(at)).toMatchObject({ clock_source: 'system', clock_skew: -3_600_000 });
});
