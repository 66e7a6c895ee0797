import { canonicalJson } from '../support/canonical-json.ts';
import type { Instant } from '../support/clock.ts';
import { ok } from '../support/result.ts';
import { type Form, type FormField, settleConflict, typeOver } from './form.ts';
import {
  type ConflictDecision,
  distinctClaims,
  preferredClaim,
  saysTheSame,
} from './form-conflict.ts';
import type { Provenance, SourcedValue } from './sourced-value.ts';

/** A value that a clerk has typed into a field. */
export interface TypedField {
  readonly key: string;
  readonly value: string;
  readonly at: Instant;
  /** The source whose value stood there before; absent: none. */
  readonly inPlaceOf?: Provenance;
}

/** A decision between sources that disagree, without what any of them says. */
export interface DecidedField {
  readonly key: string;
  /** The source that is believed; `typed` where what was typed stands in the place of all. */
  readonly believed: Provenance;
  readonly decision: ConflictDecision;
}

/** What a clerk has done to a form: all of it that no source knows. */
export interface FormEdits {
  readonly typed: readonly TypedField[];
  readonly decided: readonly DecidedField[];
}

/** What has been done to a form by hand. Which source an undecided field shows meanwhile is no decision. */
export function editsOf(form: Form): FormEdits {
  return {
    typed: form.flatMap(({ key, current, original }) => {
      if (current?.provenance.kind !== 'typed') return [];
      const { value, provenance } = current;
      const before = original === undefined ? {} : { inPlaceOf: original.provenance };
      return [{ key, value, at: provenance.at, ...before }];
    }),
    decided: form.flatMap(({ key, current, conflict }) =>
      conflict?.decision === undefined || current === undefined
        ? []
        : [{ key, believed: current.provenance, decision: conflict.decision }],
    ),
  };
}

/**
 * A form that was filled anew, with what was done by hand before. What has no place any more is left out, and the field is
 * the clerk's again: a field that is gone, a text that is no choice any more, a decision where the sources do not disagree
 * or the believed one has another record than the one that was believed.
 */
export function withEdits(filled: Form, { typed, decided }: FormEdits): Form {
  const retyped = typed.reduce((form, { key, value, at, inPlaceOf }) => {
    const field = form.find((one) => one.key === key);
    const before = field?.conflict?.claims[placeOf(inPlaceOf, field) ?? -1];
    const put = before === undefined ? ok(form) : typeOver(form, key, before.value, at);
    const done = put.ok ? typeOver(put.value, key, value, at) : put;
    return done.ok ? done.value : form;
  }, filled);
  return decided.reduce((form, { key, believed, decision: { at, ...choice } }) => {
    const claim = placeOf(
      believed,
      form.find((field) => field.key === key),
    );
    if (claim === undefined && believed.kind !== 'typed') return form;
    const done = settleConflict(form, key, claim === undefined ? choice : { ...choice, claim }, at);
    return done.ok ? done.value : form;
  }, retyped);
}

/**
 * A form that was filled from sources which could not be asked when the same was typed. What was typed is one side beside
 * theirs: where they say the same it is theirs, and where they say something else the field is open until somebody has
 * decided. A source that was typed over on purpose is not held against that once more.
 */
export function heldAgainst(filled: Form, edits: FormEdits): Form {
  return withEdits(filled, edits).map((field, place) => {
    const typed = edits.typed.find(({ key }) => key === field.key);
    const asFilled = filled[place];
    const isTyped = field.current?.provenance.kind === 'typed';
    if (typed === undefined || asFilled === undefined || !isTyped) return field;
    const { current, conflict } = asFilled;
    const said = conflict?.claims ?? (current === undefined ? [] : [current]);
    const isNews = said.some(
      (claim) => !isOf(claim, typed.inPlaceOf) && !saysTheSame(claim.value, typed.value),
    );
    if (!isNews) return field;
    const { value, at } = typed;
    const claims = distinctClaims([...said, { value, provenance: { kind: 'typed', at } }]);
    return { ...asFilled, ...preferred(said), conflict: { claims } };
  });
}

function preferred(claims: readonly SourcedValue[]): Pick<FormField, 'current'> {
  const current = preferredClaim(claims);
  return current === undefined ? {} : { current };
}

/** The place of a source among those that disagree about a field. */
function placeOf(
  believed: Provenance | undefined,
  field: FormField | undefined,
): number | undefined {
  const place = field?.conflict?.claims.findIndex((claim) => isOf(claim, believed)) ?? -1;
  return place < 0 ? undefined : place;
}

/** Whether a value comes from a source, with the same record of it, whenever it was taken. */
function isOf(
  { provenance: { at: _at, ...claimed } }: SourcedValue,
  source: Provenance | undefined,
): boolean {
  if (source === undefined) return false;
  const { at: _then, ...believed } = source;
  return canonicalJson(claimed) === canonicalJson(believed);
}
