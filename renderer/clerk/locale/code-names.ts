const sexCodes = ['0', '1', '2', '9'] as const;
type SexCode = (typeof sexCodes)[number];

/** GB/T 3304: 56 nationalities, others not yet identified (97), foreigners who became citizens (98). */
// biome-ignore format: a table of ten a row is easier to check
const ethnicityCodes = [
  '01', '02', '03', '04', '05', '06', '07', '08', '09', '10',
  '11', '12', '13', '14', '15', '16', '17', '18', '19', '20',
  '21', '22', '23', '24', '25', '26', '27', '28', '29', '30',
  '31', '32', '33', '34', '35', '36', '37', '38', '39', '40',
  '41', '42', '43', '44', '45', '46', '47', '48', '49', '50',
  '51', '52', '53', '54', '55', '56', '97', '98',
] as const;
type EthnicityCode = (typeof ethnicityCodes)[number];

/** The text key of a coded value: its name, or that the code is not one of the standard's. */
export type CodeNameKey = `sex.${SexCode}` | `ethnicity.${EthnicityCode}` | 'code.unrecognised';

/** The names of sex codes (GB/T 2261.1) and ethnicity codes (GB/T 3304) as text keys. */
export const codeNameKeys = {
  sex: (code: string): CodeNameKey =>
    isOneOf(sexCodes, code) ? `sex.${code}` : 'code.unrecognised',
  ethnicity: (code: string): CodeNameKey =>
    isOneOf(ethnicityCodes, code) ? `ethnicity.${code}` : 'code.unrecognised',
} as const;

/** Every code of one of the standards, in its order. */
export function codesOf(codeSet: keyof typeof codeNameKeys): readonly string[] {
  return codeSet === 'sex' ? sexCodes : ethnicityCodes;
}

function isOneOf<Code extends string>(codes: readonly Code[], code: string): code is Code {
  return (codes as readonly string[]).includes(code);
}
