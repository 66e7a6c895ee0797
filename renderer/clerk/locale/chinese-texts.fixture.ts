import texts from '../../../resources/locales/zh-CN/clerk.json';
import type { TextOf } from './text-key.ts';

/** The Chinese texts with their places filled, as the window has them. */
export const chineseTexts: TextOf = (key, values = {}) =>
  texts[key].replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(values[name]));
