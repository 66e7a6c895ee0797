import { expect, test } from 'vitest';
import { voiceFor } from './read-aloud.ts';

const voice = (lang: string, localService = true) => ({ lang, localService });
const mandarin = voice('zh-CN');
const cantonese = voice('zh_HK');
const english = voice('en-GB');

test('each language is read by a voice of its own: Cantonese where the characters are traditional', () => {
  const voices = [english, cantonese, mandarin];
  expect(voiceFor(voices, 'zh-CN')).toBe(mandarin);
  expect(voiceFor(voices, 'zh-Hant')).toBe(cantonese);
  expect(voiceFor(voices, 'en')).toBe(english);
});

test('another Chinese voice is better than none, an English one is not', () => {
  expect(voiceFor([english, mandarin], 'zh-Hant')).toBe(mandarin);
  expect(voiceFor([english], 'zh-CN')).toBeUndefined();
});

test('a voice that sends what it reads over the network reads nothing', () => {
  expect(voiceFor([voice('zh-CN', false)], 'zh-CN')).toBeUndefined();
});
