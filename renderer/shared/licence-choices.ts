import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';
import { wordsOfAnswer } from '../../src/evidence/page-text.ts';

/** Single choices by the licence's position on the page; a licence that is not in it is undecided. */
export type LicenceChoices = ReadonlyMap<number, { readonly isAgreed: boolean }>;

type Licences = readonly Pick<ConsentPage['licences'][number], 'isSensitive'>[];

/**
 * The licences that submitting agrees to, by position. As long as nothing was chosen among the ordinary ones, it agrees
 * to all of them; then only to those that were agreed to. To a sensitive one only its own choice agrees (单独同意).
 */
export function agreedPositions(choices: LicenceChoices, licences: Licences): number[] {
  const isOrdinaryChosen = licences.some(
    ({ isSensitive }, position) => isSensitive !== true && choices.has(position),
  );
  return licences.flatMap(({ isSensitive }, position) =>
    (choices.get(position)?.isAgreed ?? !(isSensitive || isOrdinaryChosen)) ? [position] : [],
  );
}

/** Nothing was chosen yet, and something has to be: where every licence is sensitive, no one touch agrees. */
export function isChoiceMissing(choices: LicenceChoices, licences: Licences): boolean {
  return choices.size === 0 && licences.every(({ isSensitive }) => isSensitive === true);
}

/** How many licences submitting declines because nothing was chosen for them. */
export function undecidedCount(choices: LicenceChoices, licences: Licences): number {
  const agreed = new Set(agreedPositions(choices, licences));
  return licences.filter((_, position) => !agreed.has(position) && !choices.has(position)).length;
}

/** What the button that submits says: what it agrees to, and as soon as anything was chosen singly, what it declines. */
export function submittingWords(
  page: Pick<ConsentPage, 'agree' | 'submitChoices'> & { readonly licences: Licences },
  choices: LicenceChoices,
): string {
  const agreed = agreedPositions(choices, page.licences);
  return wordsOfAnswer(page, { agreed, chosenSingly: [...choices.keys()] });
}
