import { z } from 'zod';
import {
  type Catalogue,
  misbehaviourRuleSchema,
  worldChangeSchema,
} from '../../src/contracts/misbehaviour-api.ts';

/** Every switch of the platform, drawn from the schemas by which they are thrown. */
export const catalogue: Catalogue = {
  switches: [
    ...misbehaviourRuleSchema.options.map((schema) =>
      describe('fault', schema.shape.fault.value, schema),
    ),
    ...worldChangeSchema.options.map((schema) =>
      describe('world', schema.shape.change.value, schema),
    ),
  ],
};

function describe(
  kind: 'fault' | 'world',
  id: string,
  schema: z.ZodType,
): Catalogue['switches'][number] {
  const { description = id, ...parameters } = z.toJSONSchema(schema);
  return { id, kind, description, parameters };
}
