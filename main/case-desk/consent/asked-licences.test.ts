import { expect, test } from 'vitest';
import type { Case } from '../../../src/domain/case.ts';
import {
  elderlyApplicant,
  elderlyCardItem,
} from '../../../src/domain/elderly-card-item.fixture.ts';
import type { LicenceSummary } from '../../../src/domain/licence.ts';
import type { RequiredLicence } from '../../../src/domain/service-item.ts';
import type { WaiverLine } from '../../../src/domain/waiver-list.ts';
import { askedLicences, licencesToldOf } from './asked-licences.ts';

const [need] = elderlyCardItem.licences;
if (need === undefined) throw new Error('the item needs no licence');

const needs: readonly RequiredLicence[] = [
  { ...need, typeCode: 'disability', isSensitive: true },
  { ...need, typeCode: 'register' },
  { ...need, typeCode: 'marriage', basis: 'duty' },
  { ...need, typeCode: 'poverty', isSensitive: true },
  { ...need, typeCode: 'permit' },
];

function held(typeCode: string): LicenceSummary {
  return {
    licenceCode: `licence-${typeCode}`,
    typeCode,
    name: typeCode,
    issuer: '样例市公安局',
    status: 'ISSUED',
    validFrom: '2020-01-01',
    validTo: 'long-term',
    holderMasked: '张*三',
    heldByApplicant: true,
  };
}

const lines = needs.map(
  ({ typeCode, basis }): WaiverLine => ({
    material: { code: typeCode, name: typeCode },
    status: 'waived-by-licence',
    reason: basis === 'duty' ? 'licence-by-duty' : 'licence-valid',
    licence: held(typeCode),
  }),
);
const listed: Case = {
  id: '019ab000-0000-7000-8000-000000000001',
  stage: 'reviewing',
  stageSince: '2026-11-24T01:00:00.000Z',
  openedAt: '2026-11-24T01:00:00.000Z',
  clerk: 'zhanggong',
  item: { ...elderlyCardItem, licences: needs },
  variant: 'local',
  applicant: elderlyApplicant,
  licences: [],
  waiverList: { lines },
  consents: [],
  handedInOtherwise: [],
};
const askedOf = (subject: Case) => askedLicences(subject, elderlyApplicant.number);
const typesOf = (licences: ReturnType<typeof askedLicences>) =>
  licences.map(({ required }) => required.typeCode);

test('what is sensitive is asked for after all else, each in the order of the list', () => {
  expect(typesOf(askedOf(listed))).toEqual(['register', 'permit', 'disability', 'poverty']);
});

test('what the department may look at by duty is told, and not asked for', () => {
  expect(typesOf(licencesToldOf(listed))).toEqual(['marriage']);
});

test('somebody who does not qualify is neither asked nor told', () => {
  const ineligible = { reason: 'too-young', age: 45, minimumAge: 60 } as const;
  const refused: Case = { ...listed, waiverList: { lines, ineligible } };
  expect(askedOf(refused)).toEqual([]);
  expect(licencesToldOf(refused)).toEqual([]);
});
