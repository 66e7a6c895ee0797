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

/** A failure's words before its facts are in them. */
export interface FailureWords extends FailureText {
  /** More exact words where the fact `reason` is one of these; what others call a reason is no word for a person. */
  readonly reasons?: Readonly<Record<string, Pick<FailureText, 'message' | 'next'>>>;
}

/** Every failure's words in one language: `resources/locales/<language>/failures.json`. */
export type FailureTexts = Readonly<Record<string, FailureWords>>;

/** The words for a failure, placeholders filled. A test holds the texts and the catalogue together. */
export function failureText({ code, info }: Failure, texts: FailureTexts): FailureText {
  const words: FailureWords = texts[code] ?? { message: code, next: '', detail: '' };
  const reason = String(info?.['reason']);
  const isWorded = words.reasons !== undefined && Object.hasOwn(words.reasons, reason);
  const { message, next } = (isWorded ? words.reasons?.[reason] : undefined) ?? words;
  const fill = (text: string) =>
    text.replace(/\{\{(\w+)\}\}/g, (_placeholder, name: string) => String(info?.[name] ?? ''));
  return { message: fill(message), next: fill(next), detail: fill(words.detail) };
}
