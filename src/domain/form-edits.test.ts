import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cardOf, elderlyApplicant, elderlyCardItem } from './elderly-card-item.fixture.ts';
import { type Form, fillForm, settleConflict, typeOver } from './form.ts';
import { editsOf, heldAgainst, withEdits } from './form-edits.ts';
import type { FormSources } from './form-sources.ts';
import type { ServiceItem } from './service-item.ts';

const at = '2026-11-24T01:03:00.000Z';

/** An item whose address is said by card and register, each in its own words. */
const item: ServiceItem = {
  ...elderlyCardItem,
  form: elderlyCardItem.form.map((field) =>
    field.key === 'registered-address'
      ? {
          ...field,
          sources: [
            { kind: 'card', field: 'address' },
            { kind: 'person', field: 'address' },
          ],
        }
      : field,
  ),
};

function filled(
  address = '自然人库的地址',
  recordedOn = '2012-08-20',
  fetchedAt = '2026-11-24T01:02:00.000Z',
): Form {
  const sources: FormSources = {
    identified: { applicant: { card: cardOf(elderlyApplicant) } },
    licences: [],
    person: { at: fetchedAt, values: { address: { value: address, recordedOn } } },
    fetchedAt,
  };
  return fillForm(item, 'local', sources);
}

/** The same sources, asked later at another window. */
const later = () => filled(undefined, undefined, '2026-11-24T02:00:00.000Z');
const field = (form: Form, key: string) => form.find((one) => one.key === key);

function typed(form: Form, key: string, value: string): Form {
  const done = typeOver(form, key, value, at);
  if (!done.ok) throw new Error(done.problem.code);
  return done.value;
}

function decided(form: Form, claim: number | undefined): Form {
  const choice = { reason: 'original-seen', ...(claim === undefined ? {} : { claim }) } as const;
  const done = settleConflict(form, 'registered-address', choice, at);
  if (!done.ok) throw new Error(done.problem.code);
  return done.value;
}

test('a form filled anew has what was typed and decided before, whatever that was', () => {
  const edit = fc.oneof(
    fc.record({
      key: fc.constantFrom('name', 'registered-address', 'contact', 'note'),
      value: fc.constantFrom('', '李四', elderlyApplicant.name),
    }),
    fc.record({ claim: fc.constantFrom(0, 1) }),
  );
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 8 }), (edits) => {
      const done = (form: Form) =>
        edits.reduce(
          (edited, one) =>
            'key' in one ? typed(edited, one.key, one.value) : decided(edited, one.claim),
          form,
        );
      expect(withEdits(later(), editsOf(done(filled())))).toEqual(done(later()));
    }),
    { seed: 20_261_124 },
  );
});

test('what was typed in the place of both sources is decided again', () => {
  const form = decided(typed(filled(), 'registered-address', '都不是'), undefined);
  const again = field(withEdits(later(), editsOf(form)), 'registered-address');
  expect(again?.current?.value).toBe('都不是');
  expect(again?.conflict?.decision).toEqual({ reason: 'original-seen', at });
});

test('no value of a source is among the edits', () => {
  const text = JSON.stringify(editsOf(decided(filled(), 1)));
  expect(text).not.toContain('自然人库的地址');
  expect(text).not.toContain(elderlyApplicant.card.address);
});

test('a decision for a record that has changed since is open again', () => {
  const edits = editsOf(decided(filled(), 1));
  const changed = withEdits(filled('新的地址', '2026-11-20'), edits);
  expect(field(changed, 'registered-address')?.conflict).not.toHaveProperty('decision');
});

test('a decision where the sources agree by now is not needed any more', () => {
  const edits = editsOf(decided(filled(), 1));
  const agreeing = withEdits(filled(elderlyApplicant.card.address), edits);
  expect(field(agreeing, 'registered-address')).not.toHaveProperty('conflict');
});

test('what has no place in the form any more is left out', () => {
  const edits = editsOf(typed(typed(filled(), 'contact', '陈小样'), 'note', '左撇子'));
  const shorter = later().flatMap((one) => {
    if (one.key === 'contact') return [];
    return one.key === 'note' ? [{ ...one, choices: ['无'] }] : [one];
  });
  expect(withEdits(shorter, edits)).toEqual(shorter);
});

describe('what was typed before sources could be asked', () => {
  /** The form as it is while nobody can be asked, with an address typed into it. */
  const typedAway = (address: string) => {
    const sources: FormSources = {
      identified: { applicant: { card: cardOf(elderlyApplicant) } },
      person: 'no-answer',
      licences: [],
      fetchedAt: at,
    };
    const typed = typeOver(fillForm(item, 'local', sources), 'registered-address', address, at);
    if (!typed.ok) throw new Error(typed.problem.code);
    return editsOf(typed.value);
  };
  const addressIn = (form: Form) => form.find(({ key }) => key === 'registered-address');
  const said = (form: Form) => addressIn(form)?.conflict?.claims.map(({ value }) => value);

  test('is the source’s where it says the same', () => {
    const form = heldAgainst(filled('另一个地址'), typedAway('另一个地址'));
    expect(addressIn(form)?.current?.provenance.kind).toBe('person');
  });

  test('stands beside what they say otherwise, and neither counts until somebody has decided', () => {
    const form = heldAgainst(filled(), typedAway('又一个地址'));
    expect(said(form)).toEqual([elderlyApplicant.card.address, '自然人库的地址', '又一个地址']);
    expect(addressIn(form)?.conflict).not.toHaveProperty('decision');
    const settled = settleConflict(
      form,
      'registered-address',
      { claim: 2, reason: 'applicant-states' },
      at,
    );
    expect(settled.ok && addressIn(settled.value)?.current).toEqual({
      value: '又一个地址',
      provenance: { kind: 'typed', at },
    });
  });

  test('is not held once more against a source that it was typed over', () => {
    const sameAsCard = filled(elderlyApplicant.card.address);
    const form = heldAgainst(sameAsCard, typedAway('又一个地址'));
    expect(addressIn(form)).not.toHaveProperty('conflict');
    expect(addressIn(form)?.current?.value).toBe('又一个地址');
  });

  test('never hides a source, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (register, typed) => {
        const form = heldAgainst(filled(register), typedAway(typed));
        const field = addressIn(form);
        const shown = [field?.current, field?.original, ...(field?.conflict?.claims ?? [])];
        const fromRegister = addressIn(filled(register));
        const claims = fromRegister?.conflict?.claims ?? [fromRegister?.current];
        for (const claim of claims) expect(shown).toContainEqual(claim);
      }),
      { seed: 20_261_124, numRuns: 200 },
    );
  });
});
