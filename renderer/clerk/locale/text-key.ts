import type texts from '../../../resources/locales/zh-CN/clerk.json';

/** The key of a text of the clerk's window. */
export type TextKey = keyof typeof texts;

/** Gives a text in the window's language, with values in the places that it has for them. */
export type TextOf = (key: TextKey, values?: Readonly<Record<string, unknown>>) => string;
