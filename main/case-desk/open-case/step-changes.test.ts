import { describe, expect, test } from 'vitest';
import type { Case } from '../../../src/domain/case.ts';
import type { ConsentRecord, ConsentRequest } from '../../../src/domain/consent.ts';
import { elderlyCardItem } from '../../../src/domain/elderly-card-item.fixture.ts';
import { endOfPage, objectionsRaised, withdrawnBetween } from './step-changes.ts';

const at = '2026-11-24T01:00:00.000Z';
const asking: ConsentRequest = {
  pageId: '019ab000-0000-7000-8000-00000000c0de',
  style: { language: 'zh-CN', largeType: false },
  pageDigest: 'd1'.repeat(32),
  licenceTypes: ['hkb'],
};
const timedOut: ConsentRecord = { ...asking, outcome: 'timed-out', endedAt: at };
const onEvaluator: ConsentRecord = {
  ...asking,
  outcome: 'agreed',
  agreedTypes: ['hkb'],
  answeredOn: 'evaluator',
  endedAt: at,
};
const onPhone: ConsentRecord = { ...onEvaluator, answeredOn: 'phone' };
const takenBack: ConsentRecord = { ...onPhone, withdrawal: { at, place: 'phone' } };

const subject: Case = {
  id: '019ab000-0000-7000-8000-000000000001',
  stage: 'reviewing',
  stageSince: at,
  openedAt: at,
  clerk: 'zhanggong',
  item: elderlyCardItem,
  variant: 'local',
  licences: [],
  consents: [],
  handedInOtherwise: [],
};
const changed = (change: Partial<Case>): Case => ({ ...subject, ...change });

describe('a page has ended', () => {
  test('when it was asked before and is not any more', () => {
    const ended = changed({ consents: [onEvaluator] });
    expect(endOfPage(changed({ asking }), ended)).toBe(onEvaluator);
  });

  test('when a phone has answered what had run out here', () => {
    const before = changed({ consents: [timedOut] });
    expect(endOfPage(before, changed({ consents: [onPhone] }))).toBe(onPhone);
  });

  test('not while the next one is asked, nor by a step that concerns no page', () => {
    const before = changed({ consents: [timedOut], asking });
    expect(endOfPage(before, changed({ consents: [onPhone], asking }))).toBeUndefined();
    const answered = changed({ consents: [onPhone] });
    expect(endOfPage(answered, changed({ ...answered, stage: 'filling-form' }))).toBeUndefined();
  });

  test('not when what was agreed to is taken back on a phone', () => {
    const before = changed({ consents: [onEvaluator] });
    expect(endOfPage(before, changed({ consents: [takenBack] }))).toBeUndefined();
  });
});

test('what has been taken back is told once', () => {
  const before = changed({ consents: [onPhone] });
  const next = changed({ consents: [takenBack] });
  expect(withdrawnBetween(before, next)).toEqual([takenBack]);
  expect(withdrawnBetween(next, changed({ consents: [takenBack, timedOut] }))).toEqual([]);
});

test('of what somebody says is wrong the platform is told what is new, and no name', () => {
  const objection = (licenceCode: string) => ({
    licenceCode,
    typeCode: 'hkb',
    name: '居民户口簿',
    holder: '440699195001010018',
  });
  const before = changed({ objections: [objection('one')] });
  const next = changed({ objections: [objection('one'), objection('two')] });
  expect(objectionsRaised(before, next)).toEqual([
    { caseId: subject.id, itemCode: elderlyCardItem.code, licenceCode: 'two', typeCode: 'hkb' },
  ]);
});
