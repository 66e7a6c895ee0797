import { createInstance } from 'i18next';
import english from '../../resources/locales/en/citizen.json' with { type: 'json' };
import simplified from '../../resources/locales/zh-CN/citizen.json' with { type: 'json' };
import traditional from '../../resources/locales/zh-Hant/citizen.json' with { type: 'json' };
import type { CitizenLanguage } from '../../src/domain/consent.ts';
import type { Words } from './page-basis.ts';

const locales = { 'zh-CN': simplified, 'zh-Hant': traditional, en: english } as const;

/** The languages of the citizen's screen, each by its own name. */
export const citizenLanguages: readonly {
  readonly code: CitizenLanguage;
  readonly name: string;
}[] = [
  { code: 'zh-CN', name: simplified.languageName },
  { code: 'zh-Hant', name: traditional.languageName },
  { code: 'en', name: english.languageName },
];

const texts = createInstance({
  initAsync: false,
  resources: Object.fromEntries(
    Object.entries(locales).map(([language, citizen]) => [language, { citizen }]),
  ),
  ns: ['citizen'],
  defaultNS: 'citizen',
  // Pages are rendered as text, never as HTML; escaping would change what is signed.
  interpolation: { escapeValue: false },
});
void texts.init();

/** The words of the citizen's screen in one language. */
export function citizenWords(language: CitizenLanguage): Words {
  const t = texts.getFixedT(language);
  return (key, values) => t(key, { ...values });
}
