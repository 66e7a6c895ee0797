import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src/failures/failure.ts';

interface FailureText {
  readonly message: string;
  readonly next: string;
}

/** Gives a failure its two sentences: what happened, and what to do next. */
export function useFailureText(): (failure: Failure) => FailureText {
  const { t, i18n } = useTranslation();
  return ({ code, info = {} }) => {
    const text: FailureText | undefined = i18n.getResource(i18n.language, 'failures', code);
    if (text === undefined) return { message: t('failure.without-text', { code }), next: '' };
    const fill = (sentence: string): string =>
      i18n.services.interpolator.interpolate(sentence, info, i18n.language, {});
    return { message: fill(text.message), next: fill(text.next) };
  };
}
