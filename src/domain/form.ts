import { fail, type Outcome } from '../failures/failure.ts';
import type { Instant } from '../support/clock.ts';
import { ok } from '../support/result.ts';
import {
  type ConflictDecision,
  distinctClaims,
  type FieldConflict,
  preferredClaim,
} from './form-conflict.ts';
import { type FormSources, librariesWithoutAnswer, valueFrom } from './form-sources.ts';
import {
  type FieldFormat,
  type FormFieldDefinition,
  narrowToVariant,
  type ServiceItem,
  type SubjectLibrary,
} from './service-item.ts';
import type { SourcedValue } from './sourced-value.ts';

/** One field of the acceptance form in one case. */
export interface FormField {
  readonly key: string;
  readonly name: string;
  readonly group: string;
  readonly required: boolean;
  /** All that may be typed; absent means anything. */
  readonly choices?: readonly string[];
  /** What a value has to look like; absent means anything. */
  readonly format?: FieldFormat;
  /** What is submitted. Absent: nobody has said anything. */
  readonly current?: SourcedValue;
  /** What a source had said before the clerk typed over it. */
  readonly original?: SourcedValue;
  /** Sources disagree about it. */
  readonly conflict?: FieldConflict;
  /** Libraries that would have been asked and could not be reached: the clerk types it. */
  readonly unanswered?: readonly SubjectLibrary[];
}

/** The acceptance form (受理表单) of one case. */
export type Form = readonly FormField[];

/** What a clerk decides between sources that disagree. */
export interface ConflictChoice extends Omit<ConflictDecision, 'at'> {
  /** The place of what is believed among the claims; absent: what was typed in their place. */
  readonly claim?: number;
}

/** The form of an item's variant, filled from every source that has a value, by each field's order of preference. */
export function fillForm(item: ServiceItem, variant: string, sources: FormSources): Form {
  return narrowToVariant(item.form, variant).map((definition) => {
    const silent = librariesWithoutAnswer(definition, sources);
    return {
      ...emptyField(definition),
      ...filled(definition, item, sources),
      ...(silent.length === 0 ? {} : { unanswered: silent }),
    };
  });
}

/** The form of an item's variant before anybody has said anything. */
export function emptyForm(item: Pick<ServiceItem, 'form'>, variant: string): Form {
  return narrowToVariant(item.form, variant).map(emptyField);
}

function emptyField({ variants: _, sources: _inOrder, ...field }: FormFieldDefinition): FormField {
  return field;
}

/** A substitute stands in where all before it are silent; those that say the same thing are held against each other. */
function filled(
  definition: FormFieldDefinition,
  item: ServiceItem,
  sources: FormSources,
): Pick<FormField, 'current' | 'conflict'> {
  const claims: SourcedValue[] = [];
  for (const source of definition.sources) {
    if (source.isSubstitute && claims.length > 0) break;
    const said = valueFrom(source, definition, item, sources);
    if (said !== undefined) claims.push(said);
  }
  const distinct = distinctClaims(claims);
  const current = preferredClaim(distinct);
  if (current === undefined) return {};
  return distinct.length === 1 ? { current } : { current, conflict: { claims: distinct } };
}

/**
 * The form after the clerk has typed `value` into a field. The first value that a source had given is kept as the
 * original; typing that value again puts the source back; typing nothing leaves the field empty. What was decided
 * between sources that disagree is open again.
 * @returns `form.unknown-field`, or `form.not-a-choice` where the field has choices and `value` is none of them
 */
export function typeOver(form: Form, key: string, value: string, at: Instant): Outcome<Form> {
  const edited = form.find((field) => field.key === key);
  if (edited === undefined) return fail('form.unknown-field');
  if (!mayBeTyped(edited, value)) return fail('form.not-a-choice', { field: edited.name });
  return ok(form.map((field) => (field === edited ? typeOverField(field, value, at) : field)));
}

/**
 * The form after the clerk has decided between sources that disagree.
 * @returns `form.unknown-field`; `form.unknown-claim` where nothing is disputed or nobody says what is to be believed;
 *   `form.reason-missing` where the reason is another one and not told
 */
export function settleConflict(
  form: Form,
  key: string,
  choice: ConflictChoice,
  at: Instant,
): Outcome<Form> {
  const disputed = form.find((field) => field.key === key);
  if (disputed === undefined) return fail('form.unknown-field');
  const { conflict, current } = disputed;
  const { claim, note: said = '', reason, asksCorrection } = choice;
  const believed = claim === undefined ? typedIn(current) : conflict?.claims[claim];
  if (conflict === undefined || believed === undefined) return fail('form.unknown-claim');
  const note = said.trim();
  if (reason === 'other' && note === '') return fail('form.reason-missing');
  const decision: ConflictDecision = {
    reason,
    ...(note === '' ? {} : { note }),
    ...(asksCorrection === undefined ? {} : { asksCorrection }),
    at,
  };
  const { original: _original, ...rest } = disputed;
  const kept = claim === undefined ? disputed : rest;
  const settled: FormField = {
    ...kept,
    current: believed,
    conflict: { claims: conflict.claims, decision },
  };
  return ok(form.map((field) => (field === disputed ? settled : field)));
}

/**
 * The form without what some sources have said. What else is claimed of a field takes the place, what the clerk has typed
 * stays, and what was decided between sources that disagree is open again where they still do.
 */
export function withoutSources(form: Form, isGone: (said: SourcedValue) => boolean): Form {
  return form.map((field) =>
    saidBySources(field).some(isGone) ? withoutSaid(field, isGone) : field,
  );
}

function withoutSaid(field: FormField, isGone: (said: SourcedValue) => boolean): FormField {
  const { current, original, conflict, ...definition } = field;
  const claims = (conflict?.claims ?? []).filter((claim) => !isGone(claim));
  const open: FormField = claims.length < 2 ? definition : { ...definition, conflict: { claims } };
  const typed = typedIn(current);
  const filledWith = original ?? (typed === undefined ? current : undefined);
  const said = filledWith === undefined || isGone(filledWith) ? preferredClaim(claims) : filledWith;
  if (typed === undefined) return said === undefined ? open : { ...open, current: said };
  return { ...open, current: typed, ...(said === undefined ? {} : { original: said }) };
}

/** What was typed; nothing, too, may be what is to be handed in. */
function typedIn(current: SourcedValue | undefined): SourcedValue | undefined {
  return current?.provenance.kind === 'typed' ? current : undefined;
}

/** What a source has said may always be put back. */
function mayBeTyped(field: FormField, value: string): boolean {
  const { choices } = field;
  if (choices === undefined || value === '') return true;
  return choices.includes(value) || saidBySources(field).some((said) => said.value === value);
}

/** What sources have said of a field: what it was filled with, and what else they claim. */
function saidBySources({ current, original, conflict }: FormField): readonly SourcedValue[] {
  const filledWith = original ?? (current?.provenance.kind === 'typed' ? undefined : current);
  return [...(filledWith === undefined ? [] : [filledWith]), ...(conflict?.claims ?? [])];
}

function typeOverField(field: FormField, value: string, at: Instant): FormField {
  const { current: _current, original: _original, conflict, ...definition } = field;
  const said = saidBySources(field);
  const open: FormField =
    conflict === undefined ? definition : { ...definition, conflict: { claims: conflict.claims } };
  const putBack = said.find((claim) => claim.value === value);
  if (putBack !== undefined) return { ...open, current: putBack };
  const typed: SourcedValue = { value, provenance: { kind: 'typed', at } };
  const [original] = said;
  return original === undefined
    ? { ...open, current: typed }
    : { ...open, current: typed, original };
}
