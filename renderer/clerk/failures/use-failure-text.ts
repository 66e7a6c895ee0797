import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src/failures/failure.ts';
import {
  type FailureText,
  type FailureTexts,
  failureText,
} from '../../../src/failures/failure-text.ts';

/** Gives a failure its words in the window's language. */
export function useFailureText(): (failure: Failure) => FailureText {
  const { i18n } = useTranslation();
  const texts: FailureTexts = i18n.getResourceBundle(i18n.language, 'failures') ?? {};
  return (failure) => failureText(failure, texts);
}
