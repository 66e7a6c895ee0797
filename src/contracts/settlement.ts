import { z } from 'zod';
import type { MaterialSettlement } from '../domain/material-settlement.ts';

/** How a material was settled without its paper. */
export const settlementSchema = z.discriminatedUnion('way', [
  z.strictObject({
    way: z.literal('deferral'),
    settledAt: z.iso.datetime(),
    dueOn: z.iso.date(),
  }),
  z.strictObject({
    way: z.literal('pledge'),
    settledAt: z.iso.datetime(),
    sentence: z.string(),
    signedBy: z.string(),
  }),
  z.strictObject({
    way: z.literal('check'),
    settledAt: z.iso.datetime(),
    dueAt: z.iso.datetime(),
  }),
]) satisfies z.ZodType<MaterialSettlement>;
