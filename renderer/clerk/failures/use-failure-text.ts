import type { Failure } from '../../../src/failures/failure.ts';
import { type FailureText, failureText } from '../../../src/failures/failure-text.ts';
import { useTexts } from '../locale/texts.ts';

/** Gives a failure its words in the window's language; none until they are loaded, for a code says nothing to a clerk. */
export function useFailureText(): (failure: Failure) => FailureText | undefined {
  const { failures } = useTexts();
  return (failure) => (failures === undefined ? undefined : failureText(failure, failures));
}
