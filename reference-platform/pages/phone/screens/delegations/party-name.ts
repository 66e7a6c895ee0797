import type { PhoneDelegationView } from '../../../../../src/contracts/delegation-api.ts';
import { maskName } from '../../../../../src/domain/masking.ts';

/** The principal's name as anybody beside the phone may see it; an enterprise's is public. */
export function principalName({ principal: { type, name } }: PhoneDelegationView): string {
  return type === 'person' ? maskName(name) : name;
}
