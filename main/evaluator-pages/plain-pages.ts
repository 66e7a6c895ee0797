import type { PageBasis, PageOfKind } from './page-basis.ts';
import { pageHead } from './page-head.ts';

/** The page without anything on it: between two persons, and whenever in doubt. */
export function blankPage({
  pageId,
  language,
  largeType,
}: Pick<PageBasis, 'pageId' | 'language' | 'largeType'>): PageOfKind<'blank'> {
  return { kind: 'blank', pageId, language, largeType };
}

/** The hall's own page while nobody is being served. */
export function idlePage(
  basis: PageBasis & { readonly hall: string; readonly windowName: string },
): PageOfKind<'idle'> {
  return {
    ...pageHead(basis),
    kind: 'idle',
    hall: basis.hall,
    window: basis.windowName,
    welcome: basis.words('idle.welcome'),
  };
}
