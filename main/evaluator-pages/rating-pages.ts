import { ratingLevelSchema } from '../../src/contracts/rating.ts';
import type { PageBasis, PageOfKind } from './page-basis.ts';
import { pageHead } from './page-head.ts';

/** 好差评: says that the case has been received, and asks how the service was. Nothing on it tells of the case. */
export function ratingPage(
  basis: PageBasis,
  { secondsToAnswer }: { readonly secondsToAnswer: number },
): PageOfKind<'rating'> {
  const { words } = basis;
  return {
    ...pageHead(basis),
    kind: 'rating',
    heading: words('rating.heading'),
    firstLine: words('rating.firstLine'),
    levels: ratingLevelSchema.options.map((level) => ({
      level,
      label: words(`rating.levels.${level}`),
    })),
    skip: words('rating.skip'),
    remaining: words('remaining', { seconds: '{{seconds}}' }),
    touchOnly: words('touchOnly'),
    secondsToAnswer,
  };
}

/** Says goodbye, in the same words whether or not the service was rated. */
export function thanksPage(basis: PageBasis): PageOfKind<'thanks'> {
  const { words } = basis;
  return {
    ...pageHead(basis),
    kind: 'thanks',
    heading: words('thanks.heading'),
    lines: [words('thanks.now'), words('thanks.received'), words('thanks.receipt')],
  };
}
