import { expect, test } from 'vitest';
import { elderlyCardItem } from '../domain/elderly-card-item.fixture.ts';
import type { ServiceItem, VariantQuestion } from '../domain/service-item.ts';
import { serviceItemSchema } from './service-item.ts';

const register: ServiceItem['licences'][number] = {
  typeCode: 'a',
  holder: 'applicant',
  basis: 'consent',
  isSensitive: false,
  name: 'A',
  fields: [],
  purpose: 'P',
};

test('an item comes out of JSON as it went in', () => {
  expect(serviceItemSchema.parse(JSON.parse(JSON.stringify(elderlyCardItem)))).toEqual(
    elderlyCardItem,
  );
});

test('so does one that looks up, demands and offers choices', () => {
  const item: ServiceItem = {
    ...elderlyCardItem,
    materials: [{ code: 'a', name: 'A', coveredBy: ['department'] }],
    licences: [{ ...register, minimumTrust: 'B' }],
    form: [
      { key: 'a', name: 'A', group: 'G', required: true, sources: [], choices: ['60%', '100%'] },
    ],
  };
  expect(serviceItemSchema.parse(JSON.parse(JSON.stringify(item)))).toEqual(item);
});

test('and so does one for enterprises, with questions behind answers and every mark', () => {
  const item: ServiceItem = {
    ...elderlyCardItem,
    subjects: ['enterprise', 'individual-business'],
    question: {
      text: 'Q',
      answers: [
        { text: 'A', next: { text: 'Q', answers: [{ text: 'A', variant: 'local' }] } },
        { text: 'B', variant: 'resident' },
      ],
    },
    materials: [
      {
        code: 'a',
        name: 'A',
        replacedBy: 'a',
        orReplacedBy: ['b'],
        heldBy: 'agent',
        orOnPaper: ['P'],
        isCoveredByDelegation: true,
        isFromForm: true,
        isDeferrable: true,
        pledge: 'P',
        isSensitive: true,
      },
    ],
    licences: [{ ...register, holder: 'each-adult', basis: 'duty', isSensitive: true }],
    form: [
      {
        key: 'a',
        name: 'A',
        group: 'G',
        required: true,
        sources: [
          { kind: 'person', field: 'address' },
          { kind: 'enterprise', field: 'uscc' },
          { kind: 'account', field: 'phone' },
          { kind: 'licence', typeCode: 'a', field: 'F', heldBy: 'guardian' },
        ],
      },
    ],
  };
  expect(serviceItemSchema.parse(JSON.parse(JSON.stringify(item)))).toEqual(item);
});

const questions = (inARow: number): VariantQuestion => ({
  text: 'Q',
  answers: [
    inARow === 1 ? { text: 'A', variant: 'local' } : { text: 'A', next: questions(inARow - 1) },
  ],
});

test('five questions in a row are enough', () => {
  const item = { ...elderlyCardItem, question: questions(5) };
  expect(serviceItemSchema.parse(item)).toEqual(item);
});

const { question: _asked, ...withoutQuestion } = elderlyCardItem;

test.each<[string, unknown]>([
  ['has a key nobody knows', { ...elderlyCardItem, fee: 0 }],
  ['has no variant', { ...elderlyCardItem, variants: [] }],
  ['asks nothing', withoutQuestion],
  ['asks six questions in a row', { ...elderlyCardItem, question: questions(6) }],
  ['asks on and on', { ...elderlyCardItem, question: questions(5_000) }],
  [
    'has a question without an answer',
    { ...elderlyCardItem, question: { text: 'Q', answers: [] } },
  ],
  [
    'has an answer that leads to two places',
    {
      ...elderlyCardItem,
      question: {
        text: 'Q',
        answers: [{ text: 'A', variant: 'local', next: elderlyCardItem.question }],
      },
    },
  ],
  ['is for nobody', { ...elderlyCardItem, subjects: [] }],
  ['is for somebody unknown', { ...elderlyCardItem, subjects: ['ghost'] }],
  ['costs less than nothing', { ...elderlyCardItem, terms: { ...elderlyCardItem.terms, fee: -1 } }],
  [
    'needs a licence of nobody in particular',
    { ...elderlyCardItem, licences: [{ ...register, holder: undefined }] },
  ],
  [
    'takes something unknown from 法人库',
    {
      ...elderlyCardItem,
      form: [
        {
          key: 'a',
          name: 'A',
          group: 'G',
          required: true,
          sources: [{ kind: 'enterprise', field: 'capital' }],
        },
      ],
    },
  ],
  [
    'says that a material has no mark',
    { ...elderlyCardItem, materials: [{ code: 'a', name: 'A', isDeferrable: false }] },
  ],
  ['has no code', { ...elderlyCardItem, code: '' }],
  [
    'has a variant with half a year',
    { ...elderlyCardItem, variants: [{ code: 'a', name: 'A', minimumAge: 64.5 }] },
  ],
  [
    'has a material covered by something unknown',
    { ...elderlyCardItem, materials: [{ code: 'a', name: 'A', coveredBy: ['word-of-honour'] }] },
  ],
  [
    'has a field that takes an unknown field of the card',
    {
      ...elderlyCardItem,
      form: [
        {
          key: 'a',
          name: 'A',
          group: 'G',
          required: true,
          sources: [{ kind: 'card', field: 'photo' }],
        },
      ],
    },
  ],
  [
    'has a field with a source of an unknown kind',
    {
      ...elderlyCardItem,
      form: [{ key: 'a', name: 'A', group: 'G', required: true, sources: [{ kind: 'guess' }] }],
    },
  ],
  [
    'has a field whose list of choices is empty',
    {
      ...elderlyCardItem,
      form: [{ key: 'a', name: 'A', group: 'G', required: true, sources: [], choices: [] }],
    },
  ],
  [
    'demands a trust level that does not exist',
    {
      ...elderlyCardItem,
      licences: [{ ...register, minimumTrust: 'E' }],
    },
  ],
  [
    'says undefined where it should say nothing',
    { ...elderlyCardItem, materials: [{ code: 'a', name: 'A', replacedBy: undefined }] },
  ],
])('an item is refused that %s', (_, item) => {
  expect(serviceItemSchema.safeParse(item).success).toBe(false);
});
