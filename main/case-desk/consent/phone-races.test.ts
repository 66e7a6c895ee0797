import fc from 'fast-check';
import { expect, test } from 'vitest';
import { people } from '../../../reference-platform/seed/people.ts';
import type { ConsentAnswer } from '../../../src/contracts/consent-api.ts';
import type { ConsentPage } from '../../../src/contracts/evaluator-page.ts';
import type { ConsentRecord } from '../../../src/domain/consent.ts';
import { citizensPhone } from '../testing/citizens-phone.ts';
import {
  type Counter,
  counterAt,
  platformOfTests,
  toReview,
} from '../testing/counter-under-test.ts';
import { type Loss, racedNetwork } from '../testing/raced-network.ts';

const bench = platformOfTests();

/** What happens at the counter, where the page is still there. */
type Act = 'agree' | 'decline' | 'other language' | 'taken back' | 'screen lost' | 'locked';

const acts = fc.array(
  fc.constantFrom<Act>(
    'agree',
    'agree',
    'decline',
    'other language',
    'other language',
    'taken back',
    'screen lost',
    'locked',
  ),
  { minLength: 1, maxLength: 3 },
);
const touches = fc.array(fc.constantFrom('agreed', 'declined'), { maxLength: 2 });
const losses = fc.array(fc.constantFrom<Loss>('none', 'none', 'none', 'request', 'answer'), {
  maxLength: 8,
});
const hints = fc.array(fc.constant('hint'), { maxLength: 2 });

/** The page that the evaluator shows, while it asks. */
function pageOn({ desk }: Counter): ConsentPage | undefined {
  const page = desk.evaluator.current();
  return page.kind === 'consent' ? page : undefined;
}

function act(at: Counter, name: Act): void {
  const { cases } = at.desk;
  const page = pageOn(at);
  if (page === undefined) return;
  switch (name) {
    case 'agree':
    case 'decline':
      at.desk.answer(name);
      return;
    case 'other language': {
      const language = page.language === 'en' ? 'zh-CN' : 'en';
      cases.pageActed(
        page.pageId,
        { kind: 'display-setting', language, largeType: false },
        'touch',
      );
      return;
    }
    case 'taken back':
      cases.send(at.desk.caseId(), { type: 'page.withdrawn' });
      return;
    case 'screen lost':
      cases.screenLost();
      return;
    case 'locked':
      cases.lock();
      cases.unlock();
  }
}

/** What a record says that the platform has to say too. */
function claimOf({ pageId, outcome, answeredOn }: ConsentRecord) {
  return answeredOn === undefined
    ? []
    : [{ consentId: pageId, state: outcome === 'agreed' ? 'given' : 'declined', answeredOn }];
}

test('however answers, hints and losses fall, counter and platform end with the same one answer', async () => {
  const network = racedNetwork();
  const at = await counterAt(bench(), { fetch: network.fetch });
  const phone = await citizensPhone(bench(), people.allGood.card);
  const ends: Record<string, number> = {};

  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      acts,
      touches,
      hints,
      losses,
      async (order, here, onPhone, told, lost) => {
        await toReview(at);
        network.race(order, lost);
        const pages: ConsentPage[] = [];
        const note = () => {
          const page = pageOn(at);
          if (page !== undefined && page.pageId !== pages.at(-1)?.pageId) pages.push(page);
        };
        at.desk.cases.pushConsent(at.desk.caseId());
        at.desk.show();
        note();
        const [first] = pages;
        const story = [
          here.map((name) => async () => {
            act(at, name);
            note();
          }),
          // A phone answers what it shows: the newest page that has come to it, or the first.
          onPhone.map((decision) => async () => {
            const page = pages.at(-1) ?? first;
            if (page === undefined) return;
            const isThere = (await phone.answer(page, decision)) !== 404;
            if (!isThere && first !== undefined) await phone.answer(first, decision);
          }),
          told.map(() => async () => at.desk.hint()),
        ].map(
          (steps) =>
            order.scheduleSequence(steps.map((builder, step) => ({ builder, label: `${step}` })))
              .task,
        );
        await order.waitFor(Promise.all(story));
        act(at, 'taken back');
        await order.waitFor(network.quiet());
        network.calm();
        await at.desk.until(() =>
          ['reviewing', 'filling-form'].includes(at.desk.cases.current()?.subject.stage ?? ''),
        );

        const { subject } = at.desk.cases.current() ?? {};
        expect(subject?.consents).toHaveLength(1);
        const [record] = subject?.consents ?? [];
        if (subject === undefined || record === undefined) return;
        const found = await Promise.all(
          pages.map(({ pageId }) => at.desk.platform.consents.find(pageId)),
        );
        const there = found.flatMap((answer): ConsentAnswer[] => (answer.ok ? [answer.value] : []));
        expect(there.filter(({ answeredOn }) => answeredOn !== undefined)).toMatchObject(
          claimOf(record),
        );
        expect(there.filter(({ state }) => state === 'pending')).toEqual([]);
        expect(subject.stage).toBe(record.outcome === 'agreed' ? 'filling-form' : 'reviewing');

        const end = `${record.outcome} on ${record.answeredOn ?? 'neither'}`;
        ends[end] = (ends[end] ?? 0) + 1;
        at.desk.cases.send(subject.id, { type: 'case.closed' });
      },
    ),
    { seed: 20_261_124, numRuns: 150 },
  );
  // Each of the ends that two answers can race for has been reached.
  expect(Object.keys(ends)).toEqual(
    expect.arrayContaining([
      'agreed on phone',
      'declined on phone',
      'agreed on evaluator',
      'declined on evaluator',
    ]),
  );
}, 120_000);
