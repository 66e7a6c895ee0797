import { expect, test } from 'vitest';
import {
  delegationLimits,
  offerDelegationRequestSchema,
} from '../../../../../../src/contracts/delegation-api.ts';
import type { PhoneServiceItem } from '../../../../../../src/contracts/phone-service-item-api.ts';
import { idNumberCheckCharacter } from '../../../../../../src/domain/id-number.ts';
import type { Hall } from '../hall.ts';
import {
  changedDraft,
  emptyDraft,
  isAnswered,
  itemsFor,
  type OfferDraft,
  offeredDays,
  offerSteps,
  requestOf,
  scopeOf,
} from './offer-draft.ts';

const licence = (typeCode: string, isSensitive = false) => ({
  typeCode,
  name: typeCode,
  isSensitive,
});
const item = (
  code: string,
  subjects: PhoneServiceItem['subjects'],
  licences: PhoneServiceItem['licences'],
): PhoneServiceItem => ({ code, name: code, department: '某局', subjects, licences });
const hall: Hall = {
  items: [
    item('card', ['person'], [licence('register'), licence('photo')]),
    item('permit', ['person', 'enterprise'], [licence('register', true), licence('licence')]),
    item('sign', ['enterprise'], [licence('licence')]),
    item('bare', ['person'], []),
  ],
  windows: [{ id: 'A07', name: '综合窗口 A07' }],
};
const first17 = '44069919900101001';
const idNumber = first17 + idNumberCheckCharacter(first17);
const change = (draft: OfferDraft, ...changes: readonly Partial<OfferDraft>[]) =>
  changes.reduce<OfferDraft>((now, next) => changedDraft(now, next, hall), draft);
const whole = change(
  emptyDraft,
  { principal: { type: 'person' } },
  { kind: 'single' },
  { itemCodes: ['card'] },
  { licenceTypes: ['register'] },
  { where: 'any', days: 30 },
  { agentBy: 'scan' },
);
/** Half past midnight in the hall, of the 25th; of the 24th in UTC. */
const now = '2026-11-24T16:30:00.000Z';

test('at first nothing is answered, and at last everything', () => {
  const asked = offerSteps.filter((step) => step !== 'review');
  for (const step of asked) expect([step, isAnswered(step, emptyDraft)]).toEqual([step, false]);
  for (const step of asked) expect([step, isAnswered(step, whole)]).toEqual([step, true]);
  expect(requestOf(emptyDraft, now)).toBeUndefined();
});

test('what is offered are whole days of the hall, today as the first', () => {
  const request = requestOf(whole, now);
  expect(offerDelegationRequestSchema.parse(request)).toEqual({
    principal: { type: 'person' },
    scope: {
      kind: 'single',
      itemCodes: ['card'],
      licenceTypes: ['register'],
      validFrom: '2026-11-24T16:00:00.000Z',
      validUntil: '2026-12-24T16:00:00.000Z',
    },
  });
});

test('the longest times are those that the platform allows', () => {
  expect(Math.max(...offeredDays.single)).toBe(delegationLimits.singleDays);
  expect(Math.max(...offeredDays.standing)).toBe(delegationLimits.standingDays);
});

test('a person has items for persons, an enterprise those for enterprises; one without licences nobody', () => {
  const codes = (draft: OfferDraft) => itemsFor(draft, hall).map(({ code }) => code);
  expect(codes(whole)).toEqual(['card', 'permit']);
  const enterprise = { type: 'enterprise', uscc: 'x' } as const;
  expect(codes({ ...whole, principal: enterprise })).toEqual(['permit', 'sign']);
});

test('an answer takes back those after it that do not fit any more', () => {
  const other = change(whole, { itemCodes: ['permit'] });
  expect(other).toMatchObject({ licenceTypes: ['register'], days: 30 });
  expect(change(other, { itemCodes: ['sign'] }).itemCodes).toEqual([]);
  expect(change(whole, { principal: { type: 'enterprise', uscc: 'x' } })).toMatchObject({
    itemCodes: [],
    licenceTypes: [],
  });
  const standing = change(whole, { kind: 'standing' });
  expect(standing).toMatchObject({ itemCodes: [], licenceTypes: [], agentBy: 'scan' });
  expect(standing.days).toBeUndefined();
});

test('windows are given only where some were chosen, and then at least one', () => {
  const some = change(whole, { where: 'some' });
  expect(isAnswered('where', some)).toBe(false);
  const one = change(some, { windowIds: ['A07'] });
  expect(isAnswered('where', one)).toBe(true);
  expect(scopeOf(one, now)?.windowIds).toEqual(['A07']);
  expect(scopeOf(change(one, { where: 'any' }), now)).not.toHaveProperty('windowIds');
});

test.each([
  [' ', idNumber, false],
  ['张三', idNumber.slice(0, 17), false],
  ['张三', `${first17}${idNumber.endsWith('0') ? 1 : 0}`, false],
  ['张三', idNumber, true],
])('an agent is named by “%s” and %s: %s', (name, number, isNamed) => {
  const named = change(whole, { agentBy: 'number', name, idNumber: number });
  expect(isAnswered('agent', named)).toBe(isNamed);
  expect(requestOf(named, now)?.agent).toEqual({ name: name.trim(), idNumber: number });
});
