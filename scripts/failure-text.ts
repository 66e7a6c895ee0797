import texts from '../resources/locales/zh-CN/failures.json' with { type: 'json' };
import type { Failure } from '../src/failures/failure.ts';
import { failureText as fillText } from '../src/failures/failure-text.ts';

/** What a failure says to a person at a terminal, in Chinese: what happened and what to do. */
export function failureText(failure: Failure): string {
  const { message, next } = fillText(failure, texts);
  return message + next;
}
