import { expect, test } from 'vitest';
import type { ClerkCase, DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { failure } from '../../../src/failures/failure.ts';
import { deskWith, quietDesk, summary } from '../desk/desk-snapshot.fixture.ts';
import { lineOffers } from '../intake/line-offers.ts';
import type { Hands, Question } from './command.ts';
import {
  type CommandId,
  declineOffer,
  deskCommands,
  settleMaterial,
  takeItem,
  takeUpCase,
  takeUpOffer,
} from './desk-commands.ts';

type List = NonNullable<ClerkCase['waiverList']>;

const licence = {
  licenceCode: 'L1',
  typeCode: 'T1',
  name: '居民户口簿',
  issuer: '佛山市公安局',
  status: 'ISSUED',
  validFrom: '2020-01-01',
  validTo: 'long-term',
  holderMasked: '张*三',
  heldByApplicant: true,
} as const;
const waived: List = {
  lines: [
    {
      material: { code: 'register', name: '居民户口簿' },
      status: 'waived-by-licence',
      reason: 'licence-valid',
      licence,
    },
  ],
};
const paper: List = {
  lines: [
    {
      material: { code: 'portrait', name: '照片' },
      status: 'needed-on-paper',
      reason: 'no-replacement-registered',
    },
  ],
};
const tooYoung: List = {
  ...waived,
  ineligible: { reason: 'too-young', age: 30, minimumAge: 60 },
};
const applicant = {
  subjectType: 'person',
  name: '张样三',
  nameMasked: '张*三',
  number: '440699195803120017',
  channel: 'identity-card',
  identifiedAt: '2026-11-23T01:00:00.000Z',
} as const;
const otherAdults = { who: '孩子的另一位家长', missing: 1, hasRoom: true };
const atStep = (step: NonNullable<ClerkCase['identification']>['step']) =>
  ({ step, subjectType: 'person', isHolderAbsent: false }) as const;
const everywhere = ['lock', 'log-out'] as const;
const received = ['scan-by-camera', 'open-palette', ...everywhere] as const;
const onTheDesk = ['new-case', ...received] as const;
const inACase = [...onTheDesk, 'hold-case', 'close-case'] as const;
/** Where the case may go to another window too. */
const mayGo = [...inACase, 'hand-over'] as const;

/** Whoever it is for has a paper under this number. */
const onPaper = {
  since: applicant.identifiedAt,
  provisionalNumber: 'FSA0720261124000775',
};

const table: readonly (readonly [string, DeskSnapshot, readonly CommandId[]])[] = [
  ['on an empty desk', quietDesk, onTheDesk],
  ['in an untouched case', deskWith({}), ['close-case', ...received]],
  [
    'after a card was laid down, before an item is chosen',
    deskWith({ applicant }),
    ['hold-case', 'close-case', 'mark-left', ...received],
  ],
  ['after a case was dropped', deskWith({ stage: 'closed' }), onTheDesk],
  ['waiting for a card', deskWith({ stage: 'identifying' }), [...inACase, 'read-card']],
  [
    'after a card could not be read',
    deskWith({ stage: 'identifying', failure: failure('card.read-failed') }),
    [...inACase, 'read-card', 'try-again'],
  ],
  [
    'after the platform has failed',
    deskWith({ stage: 'matching', failure: failure('platform.timed-out') }),
    [...inACase, 'try-again'],
  ],
  [
    'with licences to ask for',
    deskWith({ stage: 'reviewing', waiverList: waived }),
    [...mayGo, 'push-consent', 'continue-on-paper'],
  ],
  [
    'where a further adult may be added',
    deskWith({
      stage: 'reviewing',
      waiverList: waived,
      otherAdults,
      identification: atStep('proof'),
    }),
    [...mayGo, 'await-adult', 'push-consent', 'continue-on-paper'],
  ],
  [
    'waiting for a further adult',
    deskWith({
      stage: 'reviewing',
      waiverList: waived,
      otherAdults,
      identification: atStep('adult'),
    }),
    [...mayGo, 'read-card', 'show-face-code', 'change-way', 'continue-on-paper'],
  ],
  [
    'where whoever comes may name for whom',
    deskWith({ stage: 'identifying', identification: atStep('proof') }),
    [...inACase, 'read-card', 'show-face-code', 'ask-delegation'],
  ],
  [
    'where no organisation is found yet for which somebody could come',
    deskWith({
      stage: 'identifying',
      identification: { ...atStep('proof'), subjectType: 'enterprise' },
    }),
    [...inACase, 'read-card', 'show-face-code'],
  ],
  [
    'waiting for an agent',
    deskWith({ stage: 'identifying', identification: atStep('agent') }),
    [...inACase, 'read-card', 'show-face-code', 'change-way'],
  ],
  [
    'while a principal is asked on their phone',
    deskWith({ stage: 'identifying', identification: atStep('delegation') }),
    [...inACase, 'read-card', 'change-way', 'withdraw-page'],
  ],
  [
    'waiting for a guardian',
    deskWith({ stage: 'identifying', identification: atStep('guardian') }),
    [...inACase, 'read-card', 'show-face-code', 'change-way'],
  ],
  [
    'with somebody who may have more than one matter',
    deskWith({ stage: 'reviewing', waiverList: paper, applicant, takesAnotherItem: true }),
    [...mayGo, 'continue-on-paper', 'open-another', 'mark-left'],
  ],
  [
    'after somebody has left',
    deskWith({
      stage: 'reviewing',
      waiverList: waived,
      applicant,
      hasLeft: true,
      identification: atStep('proof'),
    }),
    [...mayGo, 'read-card', 'show-face-code', 'continue-on-paper'],
  ],
  [
    'with nothing to ask for',
    deskWith({ stage: 'reviewing', waiverList: paper }),
    [...mayGo, 'continue-on-paper'],
  ],
  [
    'with somebody who does not qualify',
    deskWith({ stage: 'reviewing', waiverList: tooYoung }),
    mayGo,
  ],
  [
    'while the citizen is asked',
    deskWith({ stage: 'asking-consent', waiverList: waived }),
    [...mayGo, 'withdraw-page'],
  ],
  [
    'while somebody looks at their own values',
    deskWith({ stage: 'checking-values' }),
    [...inACase, 'withdraw-page'],
  ],
  [
    'after fetching has failed',
    deskWith({ stage: 'fetching-values', failure: failure('platform.timed-out') }),
    [...inACase, 'try-again', 'continue-on-paper'],
  ],
  ['in the form', deskWith({ stage: 'filling-form' }), [...mayGo, 'submit-case']],
  ['on its way to another window', deskWith({ stage: 'handing-over' }), onTheDesk],
  ['on its way here', deskWith({ stage: 'taking-over', applicant }), [...onTheDesk, 'hold-case']],
  [
    'on its way here, when the platform has not answered',
    deskWith({ stage: 'taking-over', failure: failure('platform.unreachable') }),
    [...onTheDesk, 'hold-case', 'try-again'],
  ],
  [
    'while the platform is waited for',
    deskWith({ stage: 'submitting' }),
    [...onTheDesk, 'leave-case'],
  ],
  [
    'with a received case',
    deskWith({ stage: 'received', caseNumber: '42', applicant, takesAnotherItem: true }),
    [...onTheDesk, 'leave-case', 'print-receipt', 'open-another'],
  ],
  [
    'after the platform has given no answer about somebody with a card',
    deskWith({
      stage: 'matching',
      failure: failure('platform.timed-out'),
      mayGoOffline: true,
    }),
    [...inACase, 'try-again', 'go-offline'],
  ],
  [
    'with the form of a case without the platform',
    deskWith({ stage: 'filling-form', offline: { since: applicant.identifiedAt } }),
    [...inACase, 'submit-case'],
  ],
  [
    'once somebody has a paper of it',
    deskWith({ stage: 'awaiting-verification', offline: onPaper, isVerifiedInAbsence: true }),
    [...onTheDesk, 'verify', 'call-back', 'print-receipt', 'leave-case'],
  ],
  [
    'with the form of a case that was verified',
    deskWith({ stage: 'filling-form', offline: onPaper, isVerifiedInAbsence: true, applicant }),
    [...onTheDesk, 'hold-case', 'submit-case', 'call-back', 'print-receipt'],
  ],
  [
    'while somebody is to be called back',
    deskWith({ stage: 'calling-back', offline: onPaper, callBack: [], waiverList: paper }),
    [...onTheDesk, 'read-card', 'verify', 'take-paper', 'print-receipt', 'leave-case'],
  ],
  [
    'while somebody is to be called back whose code the platform has not used up',
    deskWith({
      stage: 'calling-back',
      offline: onPaper,
      callBack: [],
      waiverList: paper,
      applicant,
      hasTakenCode: true,
    }),
    [...onTheDesk, 'read-card', 'verify', 'print-receipt', 'leave-case'],
  ],
];

test.each(table)('%s these are possible', (_where, desk, possible) => {
  const found = Object.entries(deskCommands).flatMap(([id, { isPossible }]) =>
    isPossible(desk) ? [id] : [],
  );
  expect(found.sort()).toEqual([...possible].sort());
});

test('somebody who receives no cases can lock and leave, no more', () => {
  for (const role of ['approver', 'technician', 'admin'] as const) {
    const desk = {
      ...quietDesk,
      ...(quietDesk.session && { session: { ...quietDesk.session, role } }),
    };
    const found = Object.entries(deskCommands).filter(([, { isPossible }]) => isPossible(desk));
    expect(found.map(([id]) => id).sort()).toEqual([...everywhere].sort());
  }
});

test('no key has two meanings', () => {
  const keys = Object.values(deskCommands).flatMap(({ key }) => (key === undefined ? [] : [key]));
  expect(new Set(keys).size).toBe(keys.length);
});

const asking = deskWith({ stage: 'asking-consent' });
const filling = deskWith({ stage: 'filling-form' });
const questions: readonly (readonly [string, Question | undefined, Question | undefined])[] = [
  ['hold-case', deskCommands['hold-case'].question?.(asking), 'leave'],
  ['new-case', deskCommands['new-case'].question?.(asking), 'leave'],
  ['log-out', deskCommands['log-out'].question?.(asking), 'leave'],
  ['another case', takeUpCase({ id: 'another', stage: 'reviewing' }).question?.(asking), 'leave'],
  [
    'the open case itself',
    takeUpCase({ id: asking.case?.id ?? '', stage: 'asking-consent' }).question?.(asking),
    undefined,
  ],
  ['hand-over', deskCommands['hand-over'].question?.(asking), 'leave'],
  ['an offered case', takeUpOffer('offer').question?.(asking), 'leave'],
  [
    'a case taken back',
    takeUpCase({ id: 'away', stage: 'handing-over' }).question?.(asking),
    'leave',
  ],
  ['an item', takeItem('elder-card', 'local').question?.(asking), 'leave'],
  ['hold-case, nobody asked', deskCommands['hold-case'].question?.(filling), undefined],
  ['close-case', deskCommands['close-case'].question?.(filling), 'close'],
  ['close-case, nothing done', deskCommands['close-case'].question?.(deskWith({})), undefined],
];

test.each(questions)('%s asks %s', (_what, question, wanted) => {
  expect(question).toBe(wanted);
});

function handsAt(newest: DeskSnapshot) {
  const made: unknown[] = [];
  const hands: Hands = {
    desk: {
      call: async (channel: string, request: unknown) => {
        made.push([channel, request]);
        return true;
      },
      renew: async () => newest,
    } as unknown as Hands['desk'],
    show: (layer) => made.push(layer),
  };
  return { made, hands };
}

test('an item goes to the open case that has none', async () => {
  const desk = deskWith({});
  const { made, hands } = handsAt(desk);
  await takeItem('elder-card', 'local').run(hands, desk);
  const request = { caseId: desk.case?.id, itemCode: 'elder-card', variant: 'local' };
  expect(made).toEqual([['case:choose-item', request]]);
});

test('an item goes to a new case when the open one has moved on', async () => {
  const { made, hands } = handsAt(deskWith({ id: 'new' }));
  await takeItem('elder-card', 'local').run(hands, filling);
  expect(made).toEqual([
    ['case:open', null],
    ['case:choose-item', { caseId: 'new', itemCode: 'elder-card', variant: 'local' }],
  ]);
});

test('a material is settled by an offer, and the one that was taken is taken back', async () => {
  const [line] = paper.lines;
  const offers = [{ way: 'deferral', workingDays: 5 }] as const;
  const settled = {
    way: 'deferral',
    settledAt: '2026-11-23T01:00:00.000Z',
    dueOn: '2026-11-30',
  } as const;
  if (line === undefined) throw new Error('the list is empty');
  const desk = deskWith({ stage: 'reviewing', waiverList: paper });
  const { made, hands } = handsAt(desk);
  for (const offer of lineOffers([
    { ...line, offers },
    { ...line, offers, settled },
  ])) {
    await settleMaterial(offer).run(hands, desk);
  }
  const request = { caseId: desk.case?.id, material: 'portrait' };
  expect(made).toEqual([
    ['case:settle-material', { ...request, way: 'deferral' }],
    ['case:settle-material', request],
  ]);
});

test('a case on its way to another window is taken back, any other is taken up', async () => {
  const { made, hands } = handsAt(filling);
  await takeUpCase({ id: 'away', stage: 'handing-over' }).run(hands, filling);
  await takeUpCase({ id: 'held', stage: 'filling-form' }).run(hands, filling);
  expect(made).toEqual([
    ['handover:take-back', { caseId: 'away' }],
    ['case:resume', { caseId: 'held' }],
  ]);
});

test('what another window offers is taken up or given back', async () => {
  const { made, hands } = handsAt(filling);
  await takeUpOffer('offer').run(hands, filling);
  await declineOffer('offer').run(hands, filling);
  expect(made).toEqual([
    ['handover:take-up', { handoverId: 'offer' }],
    ['handover:decline', { handoverId: 'offer' }],
  ]);
});

test('where to hand a case is asked of the one that is open', async () => {
  const { made, hands } = handsAt(filling);
  await deskCommands['hand-over'].run(hands, filling);
  expect(made).toEqual([{ kind: 'handover', caseId: filling.case?.id }]);
});

test('a receipt is shown of the case that is open', async () => {
  const desk = deskWith({ stage: 'received' });
  const { made, hands } = handsAt(desk);
  await deskCommands['print-receipt'].run(hands, desk);
  expect(made).toEqual([{ kind: 'receipt', caseId: desk.case?.id }]);
});

test('verifying begins with the case that has waited longest, and not beside somebody who is being served', async () => {
  const waiting = { stage: 'awaiting-verification' } as const;
  const [newest, oldest] = [
    summary({ ...waiting, id: 'newest' }),
    summary({ ...waiting, id: 'oldest' }),
  ];
  const desk = { ...quietDesk, cases: [newest, oldest] };
  const { made, hands } = handsAt(desk);
  await deskCommands.verify.run(hands, desk);
  expect(made).toEqual([['case:verify', { caseId: 'oldest' }]]);
  const serving = { ...deskWith({ stage: 'filling-form' }), cases: [oldest] };
  expect(deskCommands.verify.isPossible(serving)).toBe(false);
});
