import { createInstance } from 'i18next';
import english from '../../resources/locales/en/citizen.json' with { type: 'json' };
import simplified from '../../resources/locales/zh-CN/citizen.json' with { type: 'json' };
import traditional from '../../resources/locales/zh-Hant/citizen.json' with { type: 'json' };
import type { EvaluatorPage } from '../../src/contracts/evaluator-page.ts';
import type { Words } from './page-basis.ts';

const locales = { 'zh-CN': simplified, 'zh-Hant': traditional, en: english } as const;

/** The words of the citizen's screen in one language. */
export function citizenWords(language: EvaluatorPage['language']): Words {
  const instance = createInstance({
    lng: language,
    initAsync: false,
    resources: { [language]: { citizen: locales[language] } },
    ns: ['citizen'],
    defaultNS: 'citizen',
    // Pages are rendered as text, never as HTML; escaping would change what is signed.
    interpolation: { escapeValue: false },
  });
  void instance.init();
  return (key, values) => instance.t(key, { ...values });
}
