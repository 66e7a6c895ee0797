import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import type { Provenance } from '../../../src/domain/form.ts';
import { codeNameKeys } from '../locale/code-names.ts';
import { useTexts } from '../locale/texts.ts';

/** Values that are codes of a standard and are read as names. */
export type CodeSet = keyof typeof codeNameKeys;

/** The standard whose codes a form field holds, if any: the one of the card field that can fill it. */
export function codeSetOf(item: ClerkCase['item'], key: string): CodeSet | undefined {
  const definition = item?.form.find((field) => field.key === key);
  for (const source of definition?.sources ?? []) {
    if (source.kind === 'card' && source.field in codeNameKeys) return source.field as CodeSet;
  }
  return undefined;
}

/** Gives values and sources of form fields the words a clerk reads. */
export function useFieldText() {
  const { t } = useTexts();
  return {
    valueText: (value: string, codeSet: CodeSet | undefined): string =>
      codeSet === undefined ? value : t(codeNameKeys[codeSet](value), { code: value }),
    sourceText: (provenance: Provenance): string =>
      provenance.kind === 'licence' ? provenance.licenceName : t(`source.${provenance.kind}`),
  };
}
