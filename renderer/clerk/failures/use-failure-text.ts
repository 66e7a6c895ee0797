import type { Failure } from '../../../src/failures/failure.ts';
import { type FailureText, failureText } from '../../../src/failures/failure-text.ts';
import { useTexts } from '../locale/texts.ts';

/** Gives a failure its words in the window's language. */
export function useFailureText(): (failure: Failure) => FailureText {
  const { failures } = useTexts();
  return (failure) => failureText(failure, failures);
}
