import { expect, test } from 'vitest';
import type { CaseReceivedPayload } from '../../src/contracts/platform-api.ts';
import type { Provenance } from '../../src/domain/sourced-value.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { receivedCase } from '../testing/received-case.ts';
import { caseJudge } from './judge-case.ts';

const judge = caseJudge(elderCardItem);
const good = receivedCase(1).payload;
const at = good.openedAt;

/** A household address as a licence gave it. */
const fromLicence = {
  value: '桂花街',
  provenance: {
    kind: 'licence',
    at,
    licenceName: '居民户口簿',
    licenceCode: '4406992013HKB00001',
    field: 'HJDZ',
  },
} as const;

test('nothing speaks against a case in order, with or without licences', () => {
  expect(judge(good)).toBeUndefined();
  expect(
    judge({ ...good, form: [{ key: 'registeredAddress', current: fromLicence }] }),
  ).toBeUndefined();
  const onPaper = [{ code: 'household-register', status: 'needed-on-paper' as const }];
  expect(judge({ ...good, consents: [], materials: onPaper })).toBeUndefined();
});

test.each<[string, string, Partial<CaseReceivedPayload>]>([
  ['a variant the item lacks', 'variant-unknown', { variant: 'tourist' }],
  [
    'a wrong check character',
    'applicant-number-invalid',
    { applicant: { ...good.applicant, number: '440699195206120025' } },
  ],
  [
    'a material the item lacks',
    'material-unknown',
    { materials: [{ code: 'passport', status: 'needed-on-paper' }] },
  ],
  ['a field the variant lacks', 'form-field-unknown', { form: [{ key: 'currentAddress' }] }],
  ['a licence used without consent', 'consent-missing', { consents: [] }],
  [
    'a value taken without consent, though typed over',
    'consent-missing',
    {
      consents: [],
      materials: [],
      form: [
        {
          key: 'registeredAddress',
          current: { value: '石湾路', provenance: { kind: 'typed', at } },
          original: fromLicence,
        },
      ],
    },
  ],
  [
    'a value from a licence in a field that takes none',
    'consent-missing',
    { form: [{ key: 'remark', current: fromLicence }] },
  ],
])('%s is rejected', (_what, code, change) => {
  expect(judge({ ...good, ...change })).toBe(code);
});

test('a typed value outside the choices of its field is rejected; what a source gave is not judged by them', () => {
  const choice = elderCardItem.form.find(({ key }) => key === 'remark');
  if (choice === undefined) throw new Error('the item has no such field');
  const item = { ...elderCardItem, form: [{ ...choice, choices: ['邮寄'] }] };
  const judged = (value: string, provenance: Provenance) =>
    caseJudge(item)({ ...good, form: [{ key: 'remark', current: { value, provenance } }] });
  const typed = { kind: 'typed', at } as const;
  expect(judged('窗口领取', typed)).toBe('form-choice-unknown');
  expect(judged('邮寄', typed)).toBeUndefined();
  expect(judged('窗口领取', { kind: 'card', field: 'address', at })).toBeUndefined();
});

test('an item nobody registered is rejected', () => {
  expect(caseJudge(undefined)(good)).toBe('item-unknown');
});
