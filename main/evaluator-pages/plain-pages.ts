import type { PageBasis, PageOfKind } from './page-basis.ts';

/** The page without anything on it: between two persons, and whenever in doubt. */
export function blankPage({
  pageId,
  language,
}: Pick<PageBasis, 'pageId' | 'language'>): PageOfKind<'blank'> {
  return { kind: 'blank', pageId, language };
}

/** The hall's own page while nobody is being served. */
export function idlePage({
  pageId,
  language,
  words,
  hall,
  windowName,
}: PageBasis & { readonly hall: string; readonly windowName: string }): PageOfKind<'idle'> {
  return {
    kind: 'idle',
    pageId,
    language,
    hall,
    window: windowName,
    welcome: words('idle.welcome'),
  };
}
