import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fail } from '../failures/failure.ts';
import { cardOf, elderlyApplicant, elderlyCardItem } from './elderly-card-item.fixture.ts';
import { type ConflictChoice, type Form, fillForm, settleConflict, typeOver } from './form.ts';
import { conflictReasons, saysTheSame } from './form-conflict.ts';
import type { FormSources } from './form-sources.ts';
import { openPoints } from './open-points.ts';
import type { FieldSource } from './service-item.ts';

const at = '2026-11-24T01:02:00.000Z';
const decidedAt = '2026-11-24T01:05:00.000Z';
const today = '2026-11-24';
const addressSources: readonly FieldSource[] = [
  { kind: 'card', field: 'address' },
  { kind: 'person', field: 'address' },
  { kind: 'licence', typeCode: 'hkb', field: 'HJDZ' },
];

function formFrom(
  said: { card?: string; person?: string; licence?: string },
  days: { card?: string; person?: string; licence?: string } = {},
  fieldSources = addressSources,
): Form {
  const definition = { key: 'address', name: '住址', group: '申请人', required: true };
  const item = { ...elderlyCardItem, form: [{ ...definition, sources: fieldSources }] };
  const card = cardOf(elderlyApplicant);
  const day = (recordedOn: string | undefined) => (recordedOn === undefined ? {} : { recordedOn });
  const sources: FormSources = {
    identified: {
      applicant: {
        card: {
          at: card.at,
          values: { address: said.card ?? '' },
          ...(days.card === undefined ? {} : { issuedOn: days.card }),
        },
      },
    },
    person: { at, values: { address: { value: said.person ?? '', ...day(days.person) } } },
    licences: [
      {
        licenceCode: 'hkb-0001',
        typeCode: 'hkb',
        fields: { HJDZ: said.licence ?? '' },
        ...(days.licence === undefined ? {} : { issuedOn: days.licence }),
      },
    ],
    fetchedAt: at,
  };
  return fillForm(item, 'local', sources);
}

const claimed = (form: Form) => form[0]?.conflict?.claims.map(({ value }) => value);
const why = (form: Form) => openPoints(form, today).map((point) => point.why);

function settled(form: Form, choice: ConflictChoice): Form {
  const done = settleConflict(form, 'address', choice, decidedAt);
  if (!done.ok) throw new Error(done.problem.code);
  return done.value;
}

function typed(form: Form, value: string): Form {
  const done = typeOver(form, 'address', value, at);
  if (!done.ok) throw new Error(done.problem.code);
  return done.value;
}

describe('sources that disagree', () => {
  const form = formFrom({ card: '一号路1号', person: '二号路2号', licence: '二号路2号' });

  test('stand side by side, each thing said once, and the field is open', () => {
    expect(claimed(form)).toEqual(['一号路1号', '二号路2号']);
    expect(form[0]?.conflict?.claims.map(({ provenance }) => provenance.kind)).toEqual([
      'card',
      'person',
    ]);
    expect(why(form)).toEqual(['conflict']);
  });

  test.each([
    ['blanks', '一号路 1号', ' 一号路1 号'],
    ['width', '一号路１号', '一号路1号'],
    ['case', 'no. 1a', 'NO.1A'],
  ])('do not where only %s differ', (_what, card, person) => {
    expect(formFrom({ card, person })[0]).not.toHaveProperty('conflict');
    expect(saysTheSame(card, person)).toBe(true);
  });

  test('do not where one says nothing', () => {
    expect(formFrom({ card: '一号路1号' })[0]).not.toHaveProperty('conflict');
  });

  test('do not about another thing that only stands in', () => {
    const [card, person, licence] = addressSources;
    if (card === undefined || person === undefined || licence === undefined) throw new Error('no');
    const sources = [card, { ...person, isSubstitute: true as const }, licence];
    const said = { card: '一号路1号', person: '二号路2号', licence: '三号路3号' };
    expect(formFrom(said, {}, sources)[0]).not.toHaveProperty('conflict');
    const silent = formFrom({ person: '二号路2号', licence: '三号路3号' }, {}, sources);
    expect(claimed(silent)).toEqual(['二号路2号', '三号路3号']);
  });

  test('of codes and names agree where they mean the same', () => {
    const sources: readonly FieldSource[] = [
      { kind: 'card', field: 'ethnicity' },
      { kind: 'licence', typeCode: 'hkb', field: 'HJDZ' },
    ];
    const item = {
      ...elderlyCardItem,
      form: [{ key: 'e', name: '民族', group: '申请人', required: true, sources }],
    };
    const [field] = fillForm(item, 'local', {
      identified: { applicant: { card: { at, values: { ethnicity: '08' } } } },
      licences: [{ licenceCode: 'hkb-0001', typeCode: 'hkb', fields: { HJDZ: '壮族' } }],
      fetchedAt: at,
    });
    expect(field).not.toHaveProperty('conflict');
  });
});

describe('what is filled in meanwhile', () => {
  const said = { card: '卡', person: '库', licence: '证' };
  test.each([
    ['the first, where nothing says when', {}, '卡'],
    ['the first, where only another says when', { person: '2026-01-01' }, '卡'],
    ['the newer one', { card: '2015-01-31', person: '2020-01-01' }, '库'],
    [
      'the newest of all',
      { card: '2015-01-31', person: '2020-01-01', licence: '2021-01-01' },
      '证',
    ],
    ['the first of the same day', { card: '2020-01-01', person: '2020-01-01' }, '卡'],
  ])('is %s', (_what, days, value) => {
    expect(formFrom(said, days)[0]?.current?.value).toBe(value);
  });

  test('never counts as decided, whatever the sources say and when', () => {
    const value = fc.constantFrom('甲', '乙', '丙');
    const day = fc.option(fc.constantFrom('2001-01-01', '2011-01-01', '2021-01-01'), {
      nil: undefined,
    });
    const everybody = fc.record({ card: value, person: value, licence: value });
    const days = fc.record({ card: day, person: day, licence: day });
    fc.assert(
      fc.property(everybody, days, (all, since) => {
        const given = Object.fromEntries(
          Object.entries(since).flatMap(([key, known]) =>
            known === undefined ? [] : [[key, known]],
          ),
        );
        const form = formFrom(all, given);
        const distinct = new Set(Object.values(all)).size;
        expect(why(form)).toEqual(distinct > 1 ? ['conflict'] : []);
        expect(claimed(form)?.length ?? 1).toBe(distinct);
        expect(Object.values(all)).toContain(form[0]?.current?.value);
      }),
      { seed: 20_261_124, numRuns: 300 },
    );
  });
});

describe('deciding', () => {
  const form = formFrom({ card: '一号路1号', person: '二号路2号' });

  test.each([0, 1])('fills in claim %i with its source, and the field is done', (claim) => {
    const done = settled(form, { claim, reason: 'original-seen' });
    expect(done[0]?.current).toEqual(form[0]?.conflict?.claims[claim]);
    expect(done[0]?.conflict?.decision).toEqual({ reason: 'original-seen', at: decidedAt });
    expect(why(done)).toEqual([]);
  });

  test('may be for what was typed, which keeps what the source had said', () => {
    const third = typed(form, '三号路3号');
    expect(why(third)).toEqual(['conflict']);
    const done = settled(third, { reason: 'applicant-states' });
    expect(done[0]?.current).toMatchObject({ value: '三号路3号', provenance: { kind: 'typed' } });
    expect(done[0]?.original?.value).toBe('一号路1号');
    expect(why(done)).toEqual([]);
  });

  test('keeps a note and that a correction is asked for', () => {
    const choice = { claim: 0, reason: 'other', note: ' 迁居 ', asksCorrection: true } as const;
    expect(settled(form, choice)[0]?.conflict?.decision).toEqual({
      reason: 'other',
      note: '迁居',
      asksCorrection: true,
      at: decidedAt,
    });
  });

  test('is undone by typing, also by typing what a source says', () => {
    const done = settled(form, { claim: 0, reason: 'misrecorded' });
    const back = typed(done, '二号路2号');
    expect(back[0]?.current).toEqual(form[0]?.conflict?.claims[1]);
    expect(why(back)).toEqual(['conflict']);
  });

  test.each<[string, string, ConflictChoice, ReturnType<typeof fail>]>([
    ['of no field', 'other', { claim: 0, reason: 'misrecorded' }, fail('form.unknown-field')],
    [
      'for a claim nobody makes',
      'address',
      { claim: 2, reason: 'misrecorded' },
      fail('form.unknown-claim'),
    ],
    ['for what nobody typed', 'address', { reason: 'misrecorded' }, fail('form.unknown-claim')],
    [
      'for another reason that is not told',
      'address',
      { claim: 0, reason: 'other', note: ' ' },
      fail('form.reason-missing'),
    ],
  ])('is refused %s', (_what, key, choice, refusal) => {
    expect(settleConflict(form, key, choice, decidedAt)).toEqual(refusal);
  });

  test('is refused where nothing is disputed', () => {
    const agreed = formFrom({ card: '一号路1号', person: '一号路1号' });
    const choice = { claim: 0, reason: conflictReasons[0] };
    expect(settleConflict(agreed, 'address', choice, decidedAt)).toEqual(
      fail('form.unknown-claim'),
    );
  });
});
