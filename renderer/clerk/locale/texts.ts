import i18next from 'i18next';
import { createContext, useContext } from 'react';
import type { CitizenLanguage } from '../../../src/domain/consent.ts';
import type { FailureTexts } from '../../../src/failures/failure-text.ts';
import type { TextKey, TextOf } from './text-key.ts';

/** The texts of one language. */
export interface Texts {
  readonly language: CitizenLanguage;
  readonly t: TextOf;
  /** Absent until they are loaded: the window opens without them. */
  readonly failures?: FailureTexts;
}

/** The texts of a language that is loaded. */
export function textsOf(language: CitizenLanguage, withFailures: boolean): Texts {
  const t = i18next.getFixedT(language);
  return {
    language,
    t: remembering((key, values = {}) => t(key, values)),
    ...(withFailures ? { failures: i18next.getResourceBundle(language, 'failures') ?? {} } : {}),
  };
}

/** A page of a case has hundreds of texts, and most of them hold nothing that changes: those are worked out once. */
function remembering(t: TextOf): TextOf {
  const known = new Map<TextKey, string>();
  return (key, values) => {
    if (values !== undefined) return t(key, values);
    const text = known.get(key) ?? t(key);
    known.set(key, text);
    return text;
  };
}

/** Gives everything in the window its texts. */
export const TextsContext = createContext<Texts | undefined>(undefined);

/** The texts of the window's language. */
export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (texts === undefined) throw new Error('The clerk window was rendered without its texts.');
  return texts;
}
