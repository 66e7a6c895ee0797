import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskView } from './desk/desk-context.ts';

/** Gives the window its language, and follows it when it changes. */
export function WindowFrame({ children }: { readonly children: ReactNode }): ReactNode {
  const { i18n } = useTranslation();
  const { snapshot } = useDeskView();
  const language = snapshot?.language ?? i18n.language;

  useEffect(() => {
    if (i18n.language !== language) void i18n.changeLanguage(language);
  }, [i18n, language]);

  useEffect(() => {
    // Not before the texts are there: the page is read aloud in the language it says it is in.
    document.documentElement.lang = i18n.language;
  }, [i18n.language]);

  return children;
}
