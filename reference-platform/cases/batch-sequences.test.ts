import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { caseAnswerSchema, casePaths, casesAnswerSchema } from '../../src/contracts/case-api.ts';
import { changesAnswerSchema, receptionSchema } from '../../src/contracts/changes.ts';
import {
  type BatchAnswer,
  evaluationsAnswerSchema,
  type PlatformEvent,
  platformPaths,
} from '../../src/contracts/platform-api.ts';
import { supplementedCase, windowOf } from '../testing/decided-case.ts';
import { type PlatformUnderTest, startPlatformUnderTest } from '../testing/platform-under-test.ts';
import { ratedService } from '../testing/rated-service.ts';
import { receivedCase } from '../testing/received-case.ts';
import { ProcessedEvents } from './processed-events.ts';

type Window = Awaited<ReturnType<typeof windowOf>>;

let bench: PlatformUnderTest;
let window: Window;
let approver: Window;
let admin: Window;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ lifetimes: { sessionMs: 1e9, tokenMs: 1e9 } });
  window = await windowOf(bench);
  approver = await windowOf(bench, 'approver');
  admin = await windowOf(bench, 'admin');
});
afterAll(() => bench.stop());

/** What a workstation has to tell, besides the case it has handed over before; its ticket takes one rating. */
const kinds = ['case', 'bad-case', 'same-case', 'rating', 'bad-rating', 'supplement'] as const;

interface Story {
  readonly told: readonly (typeof kinds)[number][];
  /** Places of the events that arrive in one batch, or what happens between batches. */
  readonly onTheWay: readonly (readonly number[] | 'restart' | 'salvage')[];
}

const stories: fc.Arbitrary<Story> = fc.record({
  told: fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 6 }),
  onTheWay: fc.array(
    fc.oneof(
      { weight: 8, arbitrary: fc.array(fc.nat(5), { minLength: 1, maxLength: 6 }) },
      { weight: 1, arbitrary: fc.constantFrom('restart' as const, 'salvage' as const) },
    ),
    { maxLength: 5 },
  ),
});

/** The same for every platform that knows the protocol. */
const sameInTheEnd = fc.asyncProperty(stories, async (story) => {
  expect(await endOf(story)).toEqual(await endOf({ ...story, onTheWay: [] }));
});
const run = { seed: 20_261_124, numRuns: 40 };

/** Tells a story in a new epoch, and then whatever has not arrived yet, in order. @returns all that is known of it */
async function endOf({ told, onTheWay }: Story) {
  const ratingsBefore = await countRatings();
  const first = receivedCase(1);
  const { caseId } = first.payload;
  const { received } = await window.sendIn(randomUUID(), [first]);
  const { caseNumber, evaluationTicket } = z.tuple([receptionSchema]).parse(received)[0];
  await changesSinceLastTime();
  await approver.move(caseId, {
    kind: 'ask-supplement',
    missing: [{ code: 'household-register', reason: '缺户主页' }],
    withinDays: 5,
  });
  const events = told.map((kind, place) => eventOf(kind, place + 1, caseId, evaluationTicket));

  let epoch = randomUUID();
  let ackedThrough = 0;
  const verdicts = new Map<number, string>();
  const send = async (batch: readonly PlatformEvent[]) => {
    const answer = await window.sendIn(epoch, batch);
    ({ ackedThrough } = answer);
    for (const [seq, verdict] of verdictsOf(batch, answer)) verdicts.set(seq, verdict);
  };
  for (const happening of onTheWay) {
    if (happening === 'restart') await bench.restart();
    else if (happening === 'salvage') {
      epoch = randomUUID();
      ackedThrough = 0;
    } else await send(happening.flatMap((place) => events[place % events.length] ?? []));
  }
  if (ackedThrough < events.length) await send(events.slice(ackedThrough));

  const placeOf = (id: string) =>
    events.findIndex(({ kind, payload }) => kind === 'case:received' && payload.caseId === id);
  return {
    ackedThrough,
    verdicts: [...verdicts].sort(([a], [b]) => a - b),
    ...(await knownOf({ caseId, caseNumber }, placeOf)),
    ratings: (await countRatings()) - ratingsBefore,
  };
}

function eventOf(
  kind: Story['told'][number],
  seq: number,
  caseId: string,
  ticket: string,
): PlatformEvent {
  switch (kind) {
    case 'case':
      return receivedCase(seq);
    case 'bad-case':
      return receivedCase(seq, { itemCode: 'none' });
    case 'same-case':
      return receivedCase(seq, { caseId });
    case 'rating':
      return ratedService(seq, ticket);
    case 'bad-rating':
      return ratedService(seq, randomUUID());
    case 'supplement':
      return supplementedCase(seq, {
        caseId,
        materials: [{ code: 'household-register', digests: [] }],
      });
  }
}

/** What an answer says of the events of its batch that are done with. */
function verdictsOf(batch: readonly PlatformEvent[], { ackedThrough, rejected }: BatchAnswer) {
  return batch
    .filter(({ seq }) => seq <= ackedThrough)
    .map(({ seq }) => {
      const codes = rejected.filter((rejection) => rejection.seq === seq).map(({ code }) => code);
      return [seq, codes.at(-1) ?? 'accepted'] as const;
    });
}

/** All that the platform knows since a case was handed over, later cases by their place in the story. */
async function knownOf(
  { caseId, caseNumber: after }: { readonly caseId: string; readonly caseNumber: string },
  placeOf: (caseId: string) => number,
) {
  const list = await window.get(`${casePaths.cases}?${new URLSearchParams({ after })}`);
  const { cases } = casesAnswerSchema.parse(list.body);
  const changes = await changesSinceLastTime();
  const one = await window.get(casePaths.case(caseId));
  const { history } = caseAnswerSchema.parse(one.body);
  return {
    cases: cases.map(({ caseId: id, state }) => [placeOf(id), state]),
    changes: changes.map((change) =>
      'caseId' in change ? [change.kind, placeOf(change.caseId)] : change,
    ),
    history: history.map(({ did }) => did.kind),
  };
}

let cursor = '';

async function changesSinceLastTime() {
  const path = `${platformPaths.changes}?${new URLSearchParams({ since: cursor })}`;
  const answer = changesAnswerSchema.parse((await window.get(path)).body);
  ({ cursor } = answer);
  return answer.changes;
}

async function countRatings(): Promise<number> {
  const { body } = await admin.get(platformPaths.evaluations);
  const counts = evaluationsAnswerSchema
    .parse(body)
    .items.flatMap(({ counts }) => Object.values(counts));
  return counts.reduce((sum, count) => sum + count, 0);
}

test('whatever happens on the way, the same is known in the end as if nothing had', async () => {
  await fc.assert(sameInTheEnd, run);
});

test('a platform that forgets which events it has processed is found out', async () => {
  const forgetting = vi.spyOn(ProcessedEvents.prototype, 'among').mockResolvedValue(new Map());
  try {
    const { counterexample } = await fc.check(sameInTheEnd, run);
    process.stdout.write(`Found out by ${fc.stringify(counterexample)}\n`);
    expect(counterexample).toEqual([{ told: ['case'], onTheWay: [[0], [0]] }]);
  } finally {
    forgetting.mockRestore();
  }
});
