import type { CorrectionAskedPayload } from '../../../src/contracts/correction-api.ts';
import type { KeptSource } from '../../../src/contracts/sourced-value.ts';
import type { Form } from '../../../src/domain/form.ts';
import { saysTheSame } from '../../../src/domain/form-conflict.ts';
import type { Provenance } from '../../../src/domain/sourced-value.ts';

/**
 * What the clerk wants looked at (校核纠错): of each field for which it was asked, every licence and library that says
 * something else than what is handed in. A card is its holder's to have corrected.
 */
export function correctionsAsked(caseId: string, form: Form): readonly CorrectionAskedPayload[] {
  return form.flatMap(({ key, current, conflict }) => {
    const { decision, claims = [] } = conflict ?? {};
    if (current === undefined || decision?.asksCorrection !== true) return [];
    const { reason, note } = decision;
    return claims.flatMap(({ value, provenance }) =>
      isKept(provenance) && !saysTheSame(value, current.value)
        ? [
            {
              caseId,
              fieldKey: key,
              disputed: provenance,
              believed: current.provenance,
              reason,
              ...(note === undefined ? {} : { note }),
            },
          ]
        : [],
    );
  });
}

function isKept(provenance: Provenance): provenance is KeptSource {
  return ['licence', 'person', 'enterprise'].includes(provenance.kind);
}
