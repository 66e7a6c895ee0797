import { type CodeOf, codesOf } from '../../../src/domain/code-sets.ts';

/** The text key of a coded value: its name, or that the code is not one of the standard's. */
export type CodeNameKey =
  | `sex.${CodeOf<'sex'>}`
  | `ethnicity.${CodeOf<'ethnicity'>}`
  | 'code.unrecognised';

/** The names of sex codes (GB/T 2261.1) and ethnicity codes (GB/T 3304) as text keys. */
export const codeNameKeys = {
  sex: (code: string): CodeNameKey =>
    isOneOf(codesOf.sex, code) ? `sex.${code}` : 'code.unrecognised',
  ethnicity: (code: string): CodeNameKey =>
    isOneOf(codesOf.ethnicity, code) ? `ethnicity.${code}` : 'code.unrecognised',
} as const;

function isOneOf<Code extends string>(codes: readonly Code[], code: string): code is Code {
  return (codes as readonly string[]).includes(code);
}
