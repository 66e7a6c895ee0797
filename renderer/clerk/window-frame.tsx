import i18next from 'i18next';
import { type ReactNode, useEffect, useState } from 'react';
import type { CitizenLanguage } from '../../src/domain/consent.ts';
import { useDeskView } from './desk/desk-context.ts';
import { loadFailureTexts } from './locale/locale.ts';
import { TextsContext, textsOf } from './locale/texts.ts';

interface WindowFrameProps {
  /** The language whose texts are loaded. */
  readonly first: CitizenLanguage;
  readonly children: ReactNode;
}

/** Gives the window its language, and follows it when it changes. */
export function WindowFrame({ first, children }: WindowFrameProps): ReactNode {
  const { snapshot } = useDeskView();
  const [texts, setTexts] = useState(() => textsOf(first, false));
  const shown = texts.language;
  const wanted = snapshot?.language ?? shown;

  useEffect(() => {
    // Not what the window opens with: nobody waits for them before the first key.
    void loadFailureTexts().then(() => setTexts(({ language }) => textsOf(language, true)));
  }, []);

  useEffect(() => {
    if (wanted === shown) return;
    let isWanted = true;
    void i18next.changeLanguage(wanted).then(() => {
      if (isWanted) setTexts(({ failures }) => textsOf(wanted, failures !== undefined));
    });
    return () => {
      isWanted = false;
    };
  }, [wanted, shown]);

  useEffect(() => {
    // Not before the texts are there: the page is read aloud in the language it says it is in.
    document.documentElement.lang = shown;
  }, [shown]);

  return <TextsContext value={texts}>{children}</TextsContext>;
}
