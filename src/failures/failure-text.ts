import type { Failure } from './failure.ts';

/** The words for a failure: for the person it happens to, and for whoever is called. */
export interface FailureText {
  /** What happened, and whose or what's doing it is. */
  readonly message: string;
  /** What to do next. */
  readonly next: string;
  /** For support: what exactly was found, and where to look. */
  readonly detail: string;
}

/** Every failure's words in one language: `resources/locales/<language>/failures.json`. */
export type FailureTexts = Readonly<Record<string, FailureText>>;

/** The words for a failure, placeholders filled. A test holds the texts and the catalogue together. */
export function failureText({ code, info }: Failure, texts: FailureTexts): FailureText {
  const { message, next, detail } = texts[code] ?? { message: code, next: '', detail: '' };
  const fill = (text: string) =>
    text.replace(/\{\{(\w+)\}\}/g, (_placeholder, name: string) => String(info?.[name] ?? ''));
  return { message: fill(message), next: fill(next), detail: fill(detail) };
}
