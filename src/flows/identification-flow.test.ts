import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createActor, waitFor } from 'xstate';
import type { IdentifiedPerson, KnownEnterprise } from '../domain/applicant.ts';
import { elderlyApplicant, elderlyCardItem } from '../domain/elderly-card-item.fixture.ts';
import type {
  AskedDelegation,
  DelegationProgress,
  Identified,
  OpenedCode,
  Representation,
  ResolvedCode,
} from '../domain/identification.ts';
import { holderOf, identificationSteps } from '../domain/identification.ts';
import type { ServiceItem } from '../domain/service-item.ts';
import { type Failure, fail, type Outcome } from '../failures/failure.ts';
import { ok } from '../support/result.ts';
import { type IdentificationEvent, identificationFlow } from './identification-flow.ts';
import { simulatedTime } from './simulated-time.fixture.ts';

const holder: IdentifiedPerson = elderlyApplicant;
const other: IdentifiedPerson = {
  ...elderlyApplicant,
  name: '李美玉',
  number: '440699195507070032',
};
/** Eight years old when the tests take place. */
const child: IdentifiedPerson = {
  name: '霍语桐',
  number: '440699201807250025',
  proof: { by: 'register', at: elderlyApplicant.proof.at },
};
/** A name by which 自然人库 knows nobody. */
const stranger = '样例';
const enterprise: KnownEnterprise = {
  uscc: '91440699MA9X01081K',
  name: '样例公司',
  kind: 'enterprise',
  status: 'active',
  representativeMaskedName: '张*三',
};
const forAll: ServiceItem = {
  ...elderlyCardItem,
  subjects: ['person', 'enterprise'],
  acceptsRunner: true,
};
const faceCheck = { faceSessionId: 'face-1', code: 'x', expiresAt: '2026-11-24T01:02:00.000Z' };

const asked = (progress: DelegationProgress): AskedDelegation => ({
  delegationId: 'd-2',
  progress,
});
const granted = { state: 'granted', at: '2026-11-24T01:03:00.000Z', licenceTypes: ['T1'] } as const;

/** What the platform will say next. */
interface Answers {
  readonly delegation?: Outcome<AskedDelegation>;
  readonly acknowledged?: Outcome<null>;
  code: Outcome<ResolvedCode>;
  /** What a code says to whoever cannot ask. */
  readonly opened?: Outcome<OpenedCode>;
  enterprise: Outcome<KnownEnterprise & { readonly match?: Representation }>;
}

function started(answers: Answers, chosen: ServiceItem | 'none' = forAll) {
  const succeeded: Identified[] = [];
  const adults: IdentifiedPerson[] = [];
  const failed: Failure[] = [];
  const screen: string[] = [];
  const time = simulatedTime();
  const flow = identificationFlow(
    {
      resolveCode: async () => answers.code,
      openCode: async () => answers.opened ?? fail('code.unknown'),
      checkStatement: async ({ statement: { name } }) =>
        name === stranger ? fail('code.statement-differs') : ok(null),
      findEnterprise: async ({ person }) => {
        const found = answers.enterprise;
        // Only whoever is named is compared.
        if (!found.ok || person !== undefined) return found;
        const { match: _, ...known } = found.value;
        return ok(known);
      },
      matchPerson: async ({ name }) => (name === stranger ? fail('identity.unknown') : ok(null)),
      openFaceCheck: async () => ok(faceCheck),
      askDelegation: async () => answers.delegation ?? ok(asked({ state: 'waiting' })),
      acknowledgeDelegation: async () => answers.acknowledged ?? ok(null),
    },
    {
      showFaceCode: () => screen.push('face-code'),
      endFaceCheck: () => screen.push('face-ended'),
      showActivation: () => screen.push('activation'),
      showDelegationAsked: () => screen.push('delegation-asked'),
      takeBackDelegation: ({ progress: { state } }) => screen.push(`taken back, ${state}`),
      askToAcknowledge: () => screen.push('acknowledgement'),
      clearScreen: () => screen.push('cleared'),
      succeed: (identified) => succeeded.push(identified),
      addAdult: (adult) => adults.push(adult),
      fail: (problem) => failed.push(problem),
    },
  );
  const item = chosen === 'none' ? undefined : chosen;
  const input = { clock: time.clock, item, subjectType: 'person' } as const;
  const actor = createActor(flow, { input });
  actor.start();
  /** Lets whatever was asked be answered. */
  const settle = () => waitFor(actor, ({ value }) => !asking.has(String(value)));
  return { actor, succeeded, adults, failed, screen, settle };
}

const asking = new Set([
  'resolving-code',
  'opening-code',
  'checking-statement',
  'finding-enterprise',
  'matching-representative',
  'matching-person',
  'opening-face',
  'asking-delegation',
  'acknowledging',
]);
const personsCode: ResolvedCode = {
  kind: 'zhengwu',
  app: 'foshantong',
  subject: { type: 'person', number: holder.number, name: holder.name },
};
const openedCode: OpenedCode = {
  subjectType: 'person',
  nameMasked: '陈*安',
  app: 'foshantong',
  taken: { text: 'x', takenAt: elderlyApplicant.proof.at, caseId: 'case-1' },
};
const unreachable = fail('platform.unreachable');
const represented = ok({ ...enterprise, match: 'representative' as const });

test('every state that it rests in is one that the clerk is told of', async () => {
  const seen = new Set<unknown>();
  const answers: Answers = {
    code: ok(personsCode),
    opened: ok(openedCode),
    enterprise: represented,
  };
  const at = started(answers);
  at.actor.subscribe(({ value }) => seen.add(value));
  const send = async (event: IdentificationEvent) => {
    at.actor.send(event);
    await at.settle();
  };
  await send({ type: 'subject.chosen', subjectType: 'enterprise' });
  await send({ type: 'enterprise.entered', by: 'uscc', code: enterprise.uscc });
  await send({ type: 'holder.absent', isAbsent: true });
  await send({ type: 'card.read', person: holder });
  await send({ type: 'card.read', person: other });
  await send({ type: 'acknowledgement.given' });
  await send({ type: 'code.scanned', text: 'x' });
  await send({ type: 'face.wanted' });
  await send({ type: 'way.changed' });
  await send({ type: 'subject.chosen', subjectType: 'person' });
  await send({ type: 'person.named', person: child });
  await send({ type: 'way.changed' });
  await send({ type: 'principal.named', person: other });
  await send({ type: 'card.read', person: holder });
  await send({ type: 'delegation.moved', progress: granted });
  await send({ type: 'acknowledgement.given' });
  answers.code = unreachable;
  await send({ type: 'code.scanned', text: 'x' });
  await send({ type: 'statement.made', statement: other });
  await send({ type: 'adult.wanted', besides: [holder.number] });
  expect([...seen].sort()).toEqual([...identificationSteps].sort());
  expect(at.succeeded).toHaveLength(4);
});

/** A code has been scanned while the platform is away. */
async function scannedWithoutPlatform(opened: Outcome<OpenedCode> = ok(openedCode)) {
  const at = started({ code: unreachable, opened, enterprise: unreachable });
  at.actor.send({ type: 'code.scanned', text: 'x' });
  await at.settle();
  return at;
}

test('without the platform a code is worth what whoever has shown it says, as often as they say it', async () => {
  const at = await scannedWithoutPlatform();
  const { number } = holder;
  at.actor.send({ type: 'statement.made', statement: { number, name: stranger } });
  await at.settle();
  expect(at.failed.map(({ code }) => code)).toEqual(['code.statement-differs']);
  expect(at.actor.getSnapshot().value).toBe('statement');
  at.actor.send({ type: 'statement.made', statement: { number, name: '张 样三' } });
  await at.settle();
  expect(at.succeeded).toMatchObject([
    {
      applicant: {
        subjectType: 'person',
        number,
        name: '张样三',
        proof: { by: 'offline-code', app: 'foshantong' },
        takenCode: openedCode.taken,
      },
    },
  ]);
});

test('a legal person’s code needs nobody to be asked about it; for somebody beside the first it is none', async () => {
  const opened = ok({ ...openedCode, subjectType: 'enterprise' as const });
  const at = await scannedWithoutPlatform(opened);
  const { uscc: number, name } = enterprise;
  at.actor.send({ type: 'statement.made', statement: { number, name } });
  await at.settle();
  expect(at.succeeded).toMatchObject([{ applicant: { subjectType: 'enterprise', number, name } }]);
  at.actor.send({ type: 'adult.wanted', besides: [] });
  at.actor.send({ type: 'code.scanned', text: 'x' });
  await at.settle();
  expect(at.failed.map(({ code }) => code)).toEqual(['identity.person-wanted']);
  expect(at.actor.getSnapshot().value).toBe('adult');
});

test('a code that does not open here says why, and a card is taken in its place', async () => {
  const refused = await scannedWithoutPlatform(fail('code.needs-platform'));
  expect(refused.failed.map(({ code }) => code)).toEqual(['code.needs-platform']);
  expect(refused.actor.getSnapshot().value).toBe('proof');
  const at = await scannedWithoutPlatform();
  at.actor.send({ type: 'card.read', person: holder });
  await at.settle();
  expect(at.succeeded).toMatchObject([{ applicant: { proof: { by: 'identity-card' } } }]);
});

/** Somebody has come for another person, and has proved who they are. */
async function comeFor(answers: Partial<Answers> = {}) {
  const at = started({ code: ok(personsCode), enterprise: represented, ...answers });
  at.actor.send({ type: 'principal.named', person: other });
  at.actor.send({ type: 'card.read', person: holder });
  await at.settle();
  return at;
}

test('who comes for somebody without a code acts for them once both have agreed, the principal first', async () => {
  const at = await comeFor();
  expect(at.actor.getSnapshot().value).toBe('delegation');
  at.actor.send({ type: 'acknowledgement.given' });
  at.actor.send({ type: 'screen.lost' });
  expect(at.actor.getSnapshot().value).toBe('delegation');
  at.actor.send({ type: 'delegation.moved', progress: granted });
  expect(at.succeeded).toEqual([]);
  at.actor.send({ type: 'acknowledgement.given' });
  await at.settle();
  expect(at.succeeded).toMatchObject([
    {
      applicant: { number: other.number, proof: { by: 'delegation', at: granted.at } },
      present: {
        number: holder.number,
        as: 'agent',
        basis: { kind: 'delegation', delegationId: 'd-2', licenceTypes: ['T1'] },
      },
    },
  ]);
  expect(at.screen).toEqual(['delegation-asked', 'cleared', 'acknowledgement', 'cleared']);
});

test('what a principal has granted before is not waited for', async () => {
  const at = await comeFor({ delegation: ok(asked(granted)) });
  expect(at.actor.getSnapshot().value).toBe('acknowledgement');
});

test('for a legal person that was found its representative is asked', async () => {
  const at = started({ code: ok(personsCode), enterprise: represented });
  at.actor.send({ type: 'subject.chosen', subjectType: 'enterprise' });
  at.actor.send({ type: 'principal.named' });
  expect(at.failed.map(({ code }) => code)).toEqual(['identity.enterprise-first']);
  at.actor.send({ type: 'enterprise.entered', by: 'uscc', code: enterprise.uscc });
  await at.settle();
  at.actor.send({ type: 'principal.named' });
  at.actor.send({ type: 'card.read', person: holder });
  await at.settle();
  at.actor.send({ type: 'delegation.moved', progress: granted });
  at.actor.send({ type: 'acknowledgement.given' });
  await at.settle();
  expect(at.succeeded).toMatchObject([
    { applicant: { subjectType: 'enterprise', number: enterprise.uscc, name: enterprise.name } },
  ]);
});

test.each<[string, IdentificationEvent, string | undefined, string]>([
  [
    'a principal who refuses',
    { type: 'delegation.moved', progress: { state: 'rejected' } },
    'delegation.rejected',
    'taken back, rejected',
  ],
  [
    'a principal who does not answer',
    { type: 'delegation.moved', progress: { state: 'unanswered' } },
    'delegation.unanswered',
    'taken back, unanswered',
  ],
  ['a clerk who takes it back', { type: 'way.changed' }, undefined, 'taken back, waiting'],
  [
    'another item',
    { type: 'item.chosen', item: elderlyCardItem },
    undefined,
    'taken back, waiting',
  ],
])('%s ends it, and nothing stays asked', async (_who, event, code, ending) => {
  const at = await comeFor();
  at.actor.send(event);
  expect(at.actor.getSnapshot().value).toBe('proof');
  expect(at.failed.map((problem) => problem.code)).toEqual(code === undefined ? [] : [code]);
  expect(at.screen).toEqual(['delegation-asked', 'cleared', ending]);
  expect(at.succeeded).toEqual([]);
});

test.each<[string, IdentificationEvent, string]>([
  ['is refused', { type: 'acknowledgement.refused' }, 'identity.not-acknowledged'],
  [
    'comes too late',
    { type: 'delegation.moved', progress: { state: 'ended' } },
    'delegation.ended',
  ],
])('a confirmation that %s takes the delegation back', async (_what, event, code) => {
  const at = await comeFor({ delegation: ok(asked(granted)) });
  at.actor.send(event);
  expect(at.failed.map((problem) => problem.code)).toEqual([code]);
  expect(at.screen.at(-1)).toContain('taken back');
});

test('what the platform does not take holds for nobody', async () => {
  const at = await comeFor({
    delegation: ok(asked(granted)),
    acknowledged: fail('delegation.ended'),
  });
  at.actor.send({ type: 'acknowledgement.given' });
  await at.settle();
  expect(at.succeeded).toEqual([]);
  expect(at.failed.map(({ code }) => code)).toEqual(['delegation.ended']);
});

test('a principal cannot come for themselves, nor anybody for whom no item is chosen', async () => {
  const at = started({ code: ok(personsCode), enterprise: represented });
  at.actor.send({ type: 'principal.named', person: holder });
  at.actor.send({ type: 'card.read', person: holder });
  expect(at.actor.getSnapshot().value).toBe('agent');
  expect(at.failed.map(({ code }) => code)).toEqual(['delegation.to-oneself']);
  const early = started({ code: ok(personsCode), enterprise: represented }, 'none');
  early.actor.send({ type: 'principal.named', person: other });
  expect(early.failed.map(({ code }) => code)).toEqual(['identity.item-first']);
});

test('a minor’s case waits for a guardian of age, who confirms it', async () => {
  const at = started({ code: ok(personsCode), enterprise: represented });
  at.actor.send({ type: 'person.named', person: { ...child, name: stranger } });
  await at.settle();
  expect(at.actor.getSnapshot().value).toBe('proof');
  at.actor.send({ type: 'person.named', person: child });
  await at.settle();
  at.actor.send({ type: 'card.read', person: child });
  expect(at.failed.map(({ code }) => code)).toEqual(['identity.unknown', 'identity.adult-wanted']);
  at.actor.send({ type: 'code.scanned', text: 'x' });
  await at.settle();
  expect(at.succeeded).toEqual([]);
  at.actor.send({ type: 'acknowledgement.given' });
  expect(at.succeeded).toMatchObject([
    { applicant: { number: child.number }, present: { number: holder.number, as: 'guardian' } },
  ]);
});

test('a further adult is told of, and the applicant stays who they are', async () => {
  const at = started({ code: fail('code.used'), enterprise: represented });
  at.actor.send({ type: 'adult.wanted', besides: [holder.number] });
  at.actor.send({ type: 'code.scanned', text: 'x' });
  await at.settle();
  expect(at.actor.getSnapshot().value).toBe('adult');
  at.actor.send({ type: 'card.read', person: holder });
  expect(at.actor.getSnapshot().value).toBe('adult');
  expect(at.failed.map(({ code }) => code)).toEqual(['code.used', 'identity.already-there']);
  const named = { ...other, proof: child.proof };
  at.actor.send({ type: 'person.named', person: named });
  await at.settle();
  expect(at.adults).toEqual([named]);
  expect(at.succeeded).toEqual([]);
});

test('an adult who is not awaited cannot be named, and no legal person has a child', async () => {
  const at = started({ code: ok(personsCode), enterprise: represented });
  at.actor.send({ type: 'person.named', person: other });
  at.actor.send({ type: 'subject.chosen', subjectType: 'enterprise' });
  at.actor.send({ type: 'person.named', person: child });
  await at.settle();
  expect(at.failed.map(({ code }) => code)).toEqual(['identity.minor-only', 'identity.minor-only']);
});

test('a face check that is given up is ended, and what was shown for it taken away', async () => {
  const at = started({ code: ok(personsCode), enterprise: represented });
  at.actor.send({ type: 'face.wanted' });
  await at.settle();
  at.actor.send({ type: 'way.changed' });
  expect(at.screen).toEqual(['face-code', 'face-ended', 'cleared']);
});

test('whatever comes, in whatever order, nobody is taken for whom they have not proved to be', async () => {
  const person = fc.constantFrom(holder, other);
  const anybody = fc.constantFrom(holder, other, child);
  const event: fc.Arbitrary<IdentificationEvent> = fc.oneof(
    fc.constantFrom<IdentificationEvent>(
      { type: 'subject.chosen', subjectType: 'person' },
      { type: 'subject.chosen', subjectType: 'enterprise' },
      { type: 'enterprise.entered', by: 'uscc', code: enterprise.uscc },
      { type: 'code.scanned', text: 'x' },
      { type: 'face.wanted' },
      { type: 'face.moved', progress: { state: 'scanned' } },
      { type: 'face.moved', progress: { state: 'declined' } },
      { type: 'holder.absent', isAbsent: true },
      { type: 'holder.absent', isAbsent: false },
      { type: 'acknowledgement.given' },
      { type: 'acknowledgement.refused' },
      { type: 'way.changed' },
      { type: 'screen.lost' },
    ),
    fc.constantFrom<IdentificationEvent>(
      { type: 'adult.wanted', besides: [holder.number] },
      { type: 'principal.named' },
      { type: 'delegation.moved', progress: granted },
      { type: 'delegation.moved', progress: { state: 'rejected' } },
    ),
    fc
      .constantFrom(holder, other, child, { ...holder, name: stranger })
      .map(
        ({ number, name }) => ({ type: 'statement.made', statement: { number, name } }) as const,
      ),
    person.map((who) => ({ type: 'principal.named', person: who }) as const),
    anybody.map(
      (who) => ({ type: 'person.named', person: { ...who, proof: child.proof } }) as const,
    ),
    anybody.map((who) => ({ type: 'card.read', person: { ...who, proof: holder.proof } }) as const),
    person.map(
      (who) => ({ type: 'face.moved', progress: { state: 'passed', person: who } }) as const,
    ),
  );
  const code = fc.constantFrom<Outcome<ResolvedCode>>(
    ok(personsCode),
    ok({ ...personsCode, subject: { type: 'enterprise', number: enterprise.uscc, name: 'x' } }),
    ok({
      ...personsCode,
      kind: 'delegated',
      agent: { number: other.number, name: other.name },
      delegationId: 'd-1',
    }),
    fail('code.used'),
    unreachable,
  );
  const found = fc.constantFrom<Answers['enterprise']>(
    represented,
    ok({ ...enterprise, match: 'not-representative' }),
    ok({ ...enterprise, status: 'revoked', match: 'representative' }),
    fail('identity.enterprise-unknown'),
  );
  let identified = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ event, code, found }), { minLength: 1, maxLength: 14 }),
      async (steps) => {
        const answers: Answers = {
          code: fail('code.unknown'),
          opened: ok(openedCode),
          enterprise: represented,
        };
        const at = started(answers);
        let wasStated: string | undefined;
        for (const next of steps) {
          answers.code = next.code;
          answers.enterprise = next.found;
          const before = at.succeeded.length;
          const { value, context } = at.actor.getSnapshot();
          const wasAcknowledged = value === 'acknowledgement';
          const wasGranted = context.delegation?.progress.state === 'granted';
          if (next.event.type === 'statement.made' && value === 'statement') {
            wasStated = next.event.statement.number;
          }
          at.actor.send(next.event);
          await at.settle();
          for (const { applicant, present } of at.succeeded.slice(before)) {
            identified += 1;
            const byCode = applicant.proof.by !== 'identity-card' && applicant.proof.by !== 'face';
            if (applicant.subjectType !== 'person') {
              expect(applicant.number).toBe(enterprise.uscc);
              expect(byCode || applicant.representative !== undefined).toBe(true);
            }
            if (applicant.proof.by === 'delegated-code') expect(present?.as).toBe('agent');
            if (applicant.proof.by === 'delegation') expect(wasGranted).toBe(true);
            if (applicant.proof.by === 'offline-code') {
              const isStated = wasStated === applicant.number;
              expect(isStated && applicant.name !== stranger).toBe(true);
            }
            if (present !== undefined) {
              expect(wasAcknowledged && next.event.type === 'acknowledgement.given').toBe(true);
              expect(present.acknowledgedAt).toBeDefined();
              expect(present.number).not.toBe(holderOf({ applicant }).number);
            }
            const isChilds = applicant.number === child.number;
            expect(present?.as === 'guardian').toBe(isChilds);
            if (applicant.proof.by === 'register') expect(isChilds).toBe(true);
          }
        }
        expect(at.adults.every(({ number }) => number !== child.number)).toBe(true);
        at.actor.stop();
      },
    ),
    { seed: 20_261_127, numRuns: 1500 },
  );
  expect(identified).toBeGreaterThan(300);
});
