import type texts from '../../../resources/locales/zh-CN/clerk.json';

/** The key of a text of the clerk's window. */
export type TextKey = keyof typeof texts;
