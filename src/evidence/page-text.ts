import type { ConsentPage } from '../contracts/evaluator-page.ts';
import { fillPlaces } from '../support/fill-places.ts';

/**
 * The canonical text of a consent page: every text a person can read on it that matters for the decision, one per
 * line, in reading order. Main composes it from the page it sends; the evaluator collects it from what it has rendered.
 * Only equal texts, compared by their SHA-256 digest, make a consent possible.
 */
export function consentPageText(page: ConsentPage): string {
  const { sensitive, byDuty } = page;
  return [
    page.place,
    page.heading,
    page.firstLine,
    ...textsOf(page.facts),
    ...choicesOf(page, 'ordinary'),
    ...(sensitive === undefined ? [] : [sensitive.heading, sensitive.text]),
    ...choicesOf(page, 'sensitive'),
    ...(byDuty === undefined
      ? []
      : [
          byDuty.heading,
          byDuty.text,
          ...byDuty.licences.flatMap(({ title, facts }) => [title, ...textsOf(facts)]),
        ]),
    ...page.closing,
    page.decline,
    page.agree,
  ].join('\n');
}

/** An answer to a page, by positions among its licences. */
interface PageAnswer {
  readonly agreed: readonly number[];
  /** Those that were decided by a choice of their own. */
  readonly chosenSingly: readonly number[];
}

/** The text that is on screen when a page is agreed to: the canonical one, and what the button has come to say. */
export function answeredPageText(page: ConsentPage, answer: PageAnswer): string {
  return consentPageText({ ...page, agree: wordsOfAnswer(page, answer) });
}

/** What the button that submits says: what it agrees to, and as soon as anything was chosen singly, what it declines. */
export function wordsOfAnswer(
  page: Pick<ConsentPage, 'agree' | 'submitChoices'> & { readonly licences: readonly unknown[] },
  { agreed, chosenSingly }: PageAnswer,
): string {
  if (chosenSingly.length === 0) return page.agree;
  const declined = page.licences.length - agreed.length;
  return fillPlaces(page.submitChoices, { agreed: agreed.length, declined });
}

/** A licence that a page asks for, and its position among all of them. */
export interface PlacedLicence {
  readonly licence: ConsentPage['licences'][number];
  readonly position: number;
}

/** The licences of one block of a page: the sensitive ones, or all others. */
export function licencesOfBlock(
  { licences }: Pick<ConsentPage, 'licences'>,
  block: 'ordinary' | 'sensitive',
): readonly PlacedLicence[] {
  return licences
    .map((licence, position) => ({ licence, position }))
    .filter(({ licence }) => (licence.isSensitive === true) === (block === 'sensitive'));
}

function choicesOf(page: ConsentPage, block: 'ordinary' | 'sensitive'): readonly string[] {
  return licencesOfBlock(page, block).flatMap(({ licence: { title, facts } }) => [
    title,
    ...textsOf(facts),
    page.declineOne,
    page.agreeOne,
  ]);
}

function textsOf(facts: ConsentPage['facts']): readonly string[] {
  return facts.flatMap(({ label, text }) => [label, text]);
}
