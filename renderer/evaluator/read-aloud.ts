import { useEffect, useState } from 'react';
import type { CitizenLanguage } from '../../src/domain/consent.ts';

/** Voices that speak a language of the pages, the best first: what a language tag begins with. */
const voicesOf: Readonly<Record<CitizenLanguage, readonly string[]>> = {
  'zh-CN': ['zh-cn', 'cmn', 'zh'],
  'zh-Hant': ['zh-hk', 'yue', 'zh-tw', 'zh'],
  en: ['en'],
};

/**
 * The voice that reads a language aloud.
 * @returns undefined where this machine has none of its own: a voice that sends what it reads to somebody else is no voice
 *   for a citizen's page
 */
export function voiceFor<Voice extends Pick<SpeechSynthesisVoice, 'lang' | 'localService'>>(
  voices: readonly Voice[],
  language: CitizenLanguage,
): Voice | undefined {
  const own = voices.filter(({ localService }) => localService);
  for (const start of voicesOf[language]) {
    // Some systems write zh_CN.
    const found = own.find(({ lang }) => lang.toLowerCase().replace('_', '-').startsWith(start));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a page says, sentence by sentence, in reading order; what is only for the hand is left out. */
function textsOf(root: Element): readonly string[] {
  return [...root.querySelectorAll('h1, h2, h3, p, dt, dd, li, button.answer')]
    .filter((element) => element.closest('.page-bar') === null)
    .map((element) => element.textContent.trim())
    .filter((text) => text !== '');
}

/** Reading a page aloud: whether it can be done here, whether it is being done, and the switch. */
export interface ReadingAloud {
  readonly canRead: boolean;
  readonly isReading: boolean;
  /** Begins with the page around `within`, or stops. */
  toggle(within: Element): void;
}

/** The machine's own voices; absent where the system has nothing that speaks. */
const speech = globalThis.speechSynthesis as SpeechSynthesis | undefined;

/** Reads the page aloud with the machine's own voice, for whoever cannot read it. It falls silent with its page. */
export function useReadAloud(language: CitizenLanguage): ReadingAloud {
  const [voice, setVoice] = useState<SpeechSynthesisVoice>();
  const [isReading, setReading] = useState(false);

  useEffect(() => {
    if (speech === undefined) return undefined;
    const look = () => setVoice(voiceFor(speech.getVoices(), language));
    look();
    // Voices are loaded only once somebody has asked for them.
    speech.addEventListener('voiceschanged', look);
    return () => {
      speech.removeEventListener('voiceschanged', look);
      speech.cancel();
    };
  }, [language]);

  return {
    canRead: voice !== undefined,
    isReading,
    toggle: (within) => {
      const page = within.closest('.page');
      if (speech === undefined || voice === undefined || page === null) return;
      speech.cancel();
      setReading(!isReading);
      if (isReading) return;
      const texts = textsOf(page);
      for (const [index, text] of texts.entries()) {
        const part = new SpeechSynthesisUtterance(text);
        part.voice = voice;
        part.lang = voice.lang;
        part.rate = 0.9;
        if (index === texts.length - 1) part.onend = () => setReading(false);
        speech.speak(part);
      }
    },
  };
}
