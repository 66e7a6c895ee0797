import type chinese from '../../locales/zh-CN/phone.json';
import { usePageTexts } from '../../shared/page-texts.tsx';

/** The key of a text of the phone. */
export type PhoneTextKey = keyof typeof chinese;

/** Gives a text of the phone in its language, with values in the places that it has for them. */
export type PhoneTextOf = (
  key: PhoneTextKey,
  values?: Readonly<Record<string, string | number>>,
) => string;

/** The texts of the phone's language, and the choice of another. */
export function usePhoneTexts(): Omit<ReturnType<typeof usePageTexts>, 't'> & {
  readonly t: PhoneTextOf;
} {
  return usePageTexts();
}
