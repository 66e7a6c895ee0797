import { z } from 'zod';
import { trustLevels } from '../domain/licence.ts';
import type { ServiceItem } from '../domain/service-item.ts';

const fieldSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('card'),
    field: z.enum(['name', 'sex', 'ethnicity', 'birthDate', 'address', 'idNumber']),
  }),
  z.strictObject({ kind: z.literal('licence'), typeCode: z.string(), field: z.string() }),
]);

/** A name or sentence that a person reads: one line, not empty. */
const lineSchema = z.string().regex(/^[^\r\n]+$/);

/** A service item as it crosses a border. */
export const serviceItemSchema = z.strictObject({
  code: z.string().min(1).max(64),
  name: lineSchema,
  department: lineSchema,
  variants: z
    .array(
      z.strictObject({
        code: z.string().min(1),
        name: lineSchema,
        minimumAge: z.number().int().nonnegative().exactOptional(),
      }),
    )
    .min(1)
    .readonly(),
  materials: z
    .array(
      z.strictObject({
        code: z.string().min(1),
        name: lineSchema,
        variants: z.array(z.string()).readonly().exactOptional(),
        coveredBy: z
          .array(z.enum(['identity-card', 'department']))
          .readonly()
          .exactOptional(),
        replacedBy: z.string().exactOptional(),
      }),
    )
    .readonly(),
  licences: z
    .array(
      z.strictObject({
        typeCode: z.string().min(1),
        name: lineSchema,
        fields: z.array(z.strictObject({ key: z.string().min(1), name: lineSchema })).readonly(),
        purpose: lineSchema,
        minimumTrust: z.enum(trustLevels).exactOptional(),
      }),
    )
    .readonly(),
  form: z
    .array(
      z.strictObject({
        key: z.string().min(1),
        name: lineSchema,
        group: lineSchema,
        required: z.boolean(),
        variants: z.array(z.string()).readonly().exactOptional(),
        sources: z.array(fieldSourceSchema).readonly(),
        choices: z.array(lineSchema).min(1).readonly().exactOptional(),
      }),
    )
    .readonly(),
}) satisfies z.ZodType<ServiceItem>;
