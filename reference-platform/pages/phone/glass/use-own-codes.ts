import { useCallback } from 'react';
import type { OwnCodeChoice } from '../../../../src/contracts/phone-api.ts';
import {
  activatedCodesAnswerSchema,
  phoneHolderPaths,
  type RepresentedEnterprise,
  representedEnterprisesAnswerSchema,
} from '../../../../src/contracts/phone-holder-api.ts';
import { ok } from '../../../../src/support/result.ts';
import { useAsked } from '../../shared/use-asked.ts';
import { usePhone } from './phone-context.ts';

/** Of whom the phone may show codes, and which of them are activated. */
interface OwnCodes {
  readonly enterprises: readonly RepresentedEnterprise[];
  readonly activated: readonly OwnCodeChoice[];
}

/** Asks for the codes that a phone may show, when the screen appears. */
export function useOwnCodes(): ReturnType<typeof useAsked<OwnCodes>> {
  const { ask } = usePhone();
  return useAsked(
    useCallback(async () => {
      const [represented, activated] = await Promise.all([
        ask(phoneHolderPaths.enterprises, { answer: representedEnterprisesAnswerSchema }),
        ask(phoneHolderPaths.activatedCodes, { answer: activatedCodesAnswerSchema }),
      ]);
      if (!represented.ok) return represented;
      if (!activated.ok) return activated;
      return ok({ enterprises: represented.value.enterprises, activated: activated.value.codes });
    }, [ask]),
  );
}
