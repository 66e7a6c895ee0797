import { expect, test } from 'vitest';
import type { CaseMove } from '../../src/contracts/case-api.ts';
import { caseStateSchema } from '../../src/contracts/case-state.ts';
import { roleSchema } from '../../src/contracts/platform-api.ts';
import { type CaseSituation, moveCase, supplementCase } from './move-case.ts';

const received: CaseSituation = {
  state: 'received',
  receivedOn: '2026-11-24',
  today: '2026-11-24',
  history: [],
  terms: { statutoryDays: 20, promisedDays: 3, isImmediate: false },
  materials: ['household-register', 'photo'],
};

const ask: CaseMove = {
  kind: 'ask-supplement',
  missing: [
    { code: 'household-register', reason: '缺户主页' },
    { code: 'photo', reason: '照片模糊' },
  ],
  withinDays: 5,
};

const moves: Readonly<Record<CaseMove['kind'], CaseMove>> = {
  accept: { kind: 'accept' },
  refuse: { kind: 'refuse', reason: '不属于本部门职权' },
  'ask-supplement': ask,
  'close-unsupplied': { kind: 'close-unsupplied' },
  grant: { kind: 'grant' },
  deny: { kind: 'deny', reason: '不符合年龄条件' },
};

const supplementing: CaseSituation = {
  ...received,
  state: 'supplement',
  history: [{ did: ask, supplementDue: '2026-12-01' }],
};

test('only these moves lead anywhere', () => {
  const table = caseStateSchema.options.flatMap((state) =>
    Object.values(moves).flatMap((move) => {
      const moved = moveCase({ ...received, state }, move, 'approver');
      return moved.ok ? [`${state} ${move.kind} ${moved.value.at(-1)?.state}`] : [];
    }),
  );
  expect(table).toEqual([
    'received accept accepted',
    'received refuse refused',
    'received ask-supplement supplement',
    'accepted grant closed',
    'accepted deny closed',
    'supplement close-unsupplied closed',
  ]);
  expect(moveCase(received, moves.grant, 'approver')).toEqual({
    ok: false,
    problem: 'move-not-possible',
  });
});

test.each(roleSchema.exclude(['approver']).options)('a %s moves no case', (role) => {
  for (const move of Object.values(moves)) {
    expect(moveCase(received, move, role)).toEqual({ ok: false, problem: 'role-not-allowed' });
  }
});

test('acceptance starts the terms of the item, in working days', () => {
  expect(moveCase(received, moves.accept, 'approver')).toMatchObject({
    value: [{ state: 'accepted', due: { promised: '2026-11-27', statutory: '2026-12-22' } }],
  });
});

test('an item decided at once is accepted and closed together', () => {
  const immediate = { ...received, terms: { ...received.terms, isImmediate: true } };
  expect(moveCase(immediate, moves.grant, 'approver')).toMatchObject({
    value: [
      { state: 'accepted', did: { kind: 'accept' } },
      { state: 'closed', did: moves.grant },
    ],
  });
});

test('what is missing is told within five working days, or the time counts from receipt', () => {
  const lastDay = { ...received, today: '2026-12-01' };
  expect(moveCase(lastDay, ask, 'approver').ok).toBe(true);
  const tooLate = { ...received, today: '2026-12-02' };
  expect(moveCase(tooLate, ask, 'approver')).toEqual({
    ok: false,
    problem: 'supplement-asked-too-late',
  });
  expect(moveCase(tooLate, moves.accept, 'approver')).toMatchObject({
    value: [{ due: { promised: '2026-11-27' } }],
  });
});

test('what is missing is told once, and time goes on when it has come', () => {
  const supplied = { ...supplementing, state: 'received', today: '2026-12-08' } as const;
  expect(moveCase(supplied, ask, 'approver')).toEqual({
    ok: false,
    problem: 'supplement-asked-before',
  });
  expect(moveCase(supplied, moves.accept, 'approver')).toMatchObject({
    value: [{ due: { promised: '2026-12-11' } }],
  });
});

test('nothing is asked for that the item does not have', () => {
  const passport: CaseMove = {
    kind: 'ask-supplement',
    missing: [{ code: 'passport', reason: '缺' }],
    withinDays: 5,
  };
  expect(moveCase(received, passport, 'approver')).toEqual({
    ok: false,
    problem: 'material-unknown',
  });
});

test('the applicant has until the end of the last day', () => {
  expect(moveCase(received, ask, 'approver')).toMatchObject({
    value: [{ supplementDue: '2026-12-01' }],
  });
  const close = (today: string) =>
    moveCase({ ...supplementing, today }, moves['close-unsupplied'], 'approver');
  expect(close('2026-12-01')).toEqual({ ok: false, problem: 'supplement-still-due' });
  expect(close('2026-12-02')).toMatchObject({ value: [{ state: 'closed' }] });
});

test.each([
  ['all of it', ['household-register', 'photo'], undefined],
  ['less', ['photo'], 'material-missing'],
  ['something else', ['household-register', 'photo', 'passport'], 'material-not-asked'],
])('a supplement that holds %s', (_what, codes, problem) => {
  const materials = codes.map((code) => ({ code, digests: [] }));
  expect(supplementCase(supplementing, materials)).toMatchObject(
    problem === undefined ? { value: { state: 'received' } } : { problem },
  );
});

test('nobody supplements what was not asked for', () => {
  for (const state of caseStateSchema.exclude(['supplement']).options) {
    expect(supplementCase({ ...supplementing, state }, [])).toEqual({
      ok: false,
      problem: 'supplement-not-asked',
    });
  }
});
