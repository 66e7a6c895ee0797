import { fillPlaces } from '../../../../../renderer/shared/fill-places.ts';
import type { PhoneConsentPage } from '../../../../../src/contracts/consent-api.ts';

/** Whether a licence was agreed to, by its position on the page; one that is not in it is undecided. */
export type Choices = ReadonlyMap<number, boolean>;

type Licences = readonly Pick<PhoneConsentPage['licences'][number], 'isSensitive'>[];

/**
 * What an answer says of each licence. As long as no choice was made among the ordinary ones, all of them are agreed to;
 * a sensitive one only by a choice of its own (单独同意).
 */
export function decisionsOf(choices: Choices, licences: Licences): ('agreed' | 'declined')[] {
  const isChosenSingly = licences.some(
    ({ isSensitive }, position) => !isSensitive && choices.has(position),
  );
  return licences.map(({ isSensitive }, position) =>
    (choices.get(position) ?? !(isSensitive || isChosenSingly)) ? 'agreed' : 'declined',
  );
}

/** Nothing was chosen yet, and something has to be: a page with sensitive licences is not agreed to by one touch. */
export function isChoiceMissing(choices: Choices, licences: Licences): boolean {
  return choices.size === 0 && licences.some(({ isSensitive }) => isSensitive);
}

/** How many licences count as declined because nothing was chosen for them; only once anything was chosen. */
export function undecidedCount(choices: Choices, licences: Licences): number {
  if (choices.size === 0) return 0;
  return decisionsOf(choices, licences).filter(
    (decision, position) => decision === 'declined' && !choices.has(position),
  ).length;
}

/** What the button that submits says: to agree where that is all there is, otherwise what it agrees to and declines. */
export function submittingWords(
  page: Pick<PhoneConsentPage['page'], 'agree' | 'submitChoices'>,
  choices: Choices,
  licences: Licences,
): string {
  const agreed = decisionsOf(choices, licences).filter((each) => each === 'agreed').length;
  return choices.size === 0 || agreed === licences.length
    ? page.agree
    : fillPlaces(page.submitChoices, { agreed, declined: licences.length - agreed });
}
