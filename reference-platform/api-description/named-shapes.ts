import { z } from 'zod';
import { consentAnswerSchema } from '../../src/contracts/consent-api.ts';
import {
  delegationScopeSchema,
  delegationViewSchema,
  phoneDelegationViewSchema,
} from '../../src/contracts/delegation-api.ts';
import { consentPageSchema } from '../../src/contracts/evaluator-page.ts';
import { licenceEnvelopeSchema, licenceOperatorSchema } from '../../src/contracts/licence-api.ts';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import { serviceItemSchema } from '../../src/contracts/service-item.ts';
import { sourcedValueSchema } from '../../src/contracts/sourced-value.ts';
import { workstationSettingsSchema } from '../../src/contracts/workstation-api.ts';

const shapes = {
  Consent: consentAnswerSchema,
  ConsentPage: consentPageSchema,
  Delegation: delegationViewSchema,
  DelegationScope: delegationScopeSchema,
  LicenceEnvelope: licenceEnvelopeSchema,
  LicenceOperator: licenceOperatorSchema,
  PhoneDelegation: phoneDelegationViewSchema,
  Refusal: refusalSchema,
  ServiceItem: serviceItemSchema,
  SourcedValue: sourcedValueSchema,
  WorkstationSettings: workstationSettingsSchema,
} as const satisfies Readonly<Record<string, z.ZodType>>;

/** Gives shapes that several requests share their name in the description, where each stands once. */
export function nameSharedShapes(): void {
  for (const [id, schema] of Object.entries<z.ZodType>(shapes))
    z.globalRegistry.add(schema, { id });
}

/** How the description refers to a shape. */
export function referenceTo(name: keyof typeof shapes): { readonly $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}
