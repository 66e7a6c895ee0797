import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { type CodeSet, codeSetOf as codeSetOfDefinition } from '../../../src/domain/code-sets.ts';
import type { Provenance } from '../../../src/domain/sourced-value.ts';
import { codeNameKeys } from '../locale/code-names.ts';
import { useTexts } from '../locale/texts.ts';

/** The standard whose codes a form field holds, if any. */
export function codeSetOf(item: ClerkCase['item'], key: string): CodeSet | undefined {
  const definition = item?.form.find((field) => field.key === key);
  return definition === undefined ? undefined : codeSetOfDefinition(definition);
}

/** Gives values and sources of form fields the words a clerk reads. */
export function useFieldText() {
  const { t } = useTexts();
  return {
    valueText: (value: string, codeSet: CodeSet | undefined): string =>
      codeSet === undefined ? value : t(codeNameKeys[codeSet](value), { code: value }),
    sourceText: (provenance: Provenance): string => {
      const source =
        provenance.kind === 'licence' ? provenance.licenceName : t(`source.${provenance.kind}`);
      const heldBy = 'heldBy' in provenance ? provenance.heldBy : undefined;
      return heldBy === undefined
        ? source
        : t('source.held-by', { source, holder: t(`licence-holder.${heldBy}`) });
    },
  };
}
