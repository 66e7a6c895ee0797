import i18next from 'i18next';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { type CitizenLanguage, citizenLanguages } from '../../../src/domain/consent.ts';

/** Looks up a text. @returns the key itself where there is none, so that a gap is seen */
export type TextOf = (key: string, values?: Readonly<Record<string, string | number>>) => string;

interface PageTexts {
  readonly language: CitizenLanguage;
  readonly t: TextOf;
  readonly choose: (language: CitizenLanguage) => void;
}

type Bundle = Readonly<Record<string, string>>;

const files = import.meta.glob<Bundle>('../locales/*/*.json', { import: 'default' });

const PageTextsContext = createContext<PageTexts | undefined>(undefined);

/** The texts of the page's language, and the choice of another. */
export function usePageTexts(): PageTexts {
  const texts = useContext(PageTextsContext);
  if (texts === undefined) throw new Error('The page was rendered without its texts.');
  return texts;
}

/** The names of the languages, each in itself. */
export const languageNames = {
  'zh-CN': '简体中文',
  'zh-Hant': '繁體中文',
  en: 'English',
} as const satisfies Readonly<Record<CitizenLanguage, string>>;

/** Loads the texts of a page and gives them to what is under it; nothing is shown before they are there. */
export function PageTextsProvider({
  page,
  children,
}: {
  readonly page: 'admin' | 'phone';
  readonly children: ReactNode;
}): ReactNode {
  const [language, choose] = useState<CitizenLanguage>(firstLanguage);
  const [t, setT] = useState<TextOf>();
  useEffect(() => {
    let isCurrent = true;
    void load(page, language).then((loaded) => {
      if (!isCurrent) return;
      document.documentElement.lang = language;
      document.title = loaded('page.title');
      setT(() => loaded);
    });
    return () => {
      isCurrent = false;
    };
  }, [page, language]);
  if (t === undefined) return null;
  return <PageTextsContext value={{ language, t, choose }}>{children}</PageTextsContext>;
}

function firstLanguage(): CitizenLanguage {
  return citizenLanguages.find((known) => navigator.languages.includes(known)) ?? 'zh-CN';
}

async function load(page: string, language: CitizenLanguage): Promise<TextOf> {
  const bundle = await files[`../locales/${language}/${page}.json`]?.();
  const instance = i18next.createInstance();
  await instance.init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { texts: bundle ?? {} } },
    defaultNS: 'texts',
    // Keys are flat and contain dots.
    keySeparator: false,
    nsSeparator: false,
    // React escapes.
    interpolation: { escapeValue: false },
  });
  return (key, values = {}) => instance.t(key, values);
}
