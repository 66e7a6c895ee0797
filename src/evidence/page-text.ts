import type { ConsentPage } from '../contracts/evaluator-page.ts';

/**
 * The canonical text of a consent page: every text a person can read on it that matters for the decision, one per
 * line, in reading order. Main composes it from the page it sends; the evaluator collects it from what it has rendered.
 * Only equal texts, compared by their SHA-256 digest, make a consent possible.
 */
export function consentPageText(page: ConsentPage): string {
  return [
    page.place,
    page.heading,
    page.firstLine,
    ...page.facts.flatMap(({ label, text }) => [label, text]),
    ...page.licences.flatMap(({ title, facts }) => [
      title,
      ...facts.flatMap(({ label, text }) => [label, text]),
      page.declineOne,
      page.agreeOne,
    ]),
    ...page.closing,
    page.decline,
    page.agree,
  ].join('\n');
}
