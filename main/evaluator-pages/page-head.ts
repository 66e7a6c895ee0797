import type { PageBasis, PageOfKind } from './page-basis.ts';
import { citizenLanguages } from './words.ts';

/** What every page but the blank one has in common: its id, how it looks, and the words of its switches. */
export function pageHead({
  pageId,
  language,
  largeType,
  isDrill,
  words,
}: PageBasis): Pick<
  PageOfKind<'idle'>,
  'pageId' | 'language' | 'largeType' | 'drill' | 'switches'
> {
  return {
    pageId,
    language,
    largeType,
    ...(isDrill ? { drill: words('drill') } : {}),
    switches: {
      type: words(largeType ? 'switches.ordinaryType' : 'switches.largeType'),
      readAloud: words('switches.readAloud'),
      stopReading: words('switches.stopReading'),
      languages: [...citizenLanguages],
    },
  };
}
