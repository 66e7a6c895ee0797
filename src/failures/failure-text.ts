import type { Failure } from './failure.ts';

/** What a person is told: what happened, and what to do next. */
export interface FailureText {
  readonly message: string;
  readonly next: string;
}

/**
 * The words for a failure, placeholders filled.
 * @param texts `resources/locales/<language>/failures.json`; a test holds its keys and the catalogue together
 */
export function failureText(
  { code, info }: Failure,
  texts: Readonly<Record<string, FailureText>>,
): FailureText {
  const { message, next } = texts[code] ?? { message: code, next: '' };
  const fill = (text: string) =>
    text.replace(/\{\{(\w+)\}\}/g, (_placeholder, name: string) => String(info?.[name] ?? ''));
  return { message: fill(message), next: fill(next) };
}
