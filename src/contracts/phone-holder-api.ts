import { z } from 'zod';
import { ownCodeChoiceSchema } from './phone-api.ts';

/** What a signed-in phone is told of its own person, to choose a code from. */
export const phoneHolderPaths = {
  /** GET: the active enterprises that the person represents. */
  enterprises: '/api/v1/phone/enterprises',
  /** GET: which codes of the phone's app are activated. POST activates one (`platformPaths.codeActivations`). */
  activatedCodes: '/api/v1/phone/code-activations',
} as const;

const representedEnterpriseSchema = z.strictObject({ uscc: z.string(), name: z.string() });
export type RepresentedEnterprise = z.infer<typeof representedEnterpriseSchema>;

export const representedEnterprisesAnswerSchema = z.strictObject({
  enterprises: z.array(representedEnterpriseSchema),
});

/** In 佛山通 the 政务码, in 粤商通 the 粤商码, of the person and of the enterprises that they represent now. */
export const activatedCodesAnswerSchema = z.strictObject({ codes: z.array(ownCodeChoiceSchema) });
