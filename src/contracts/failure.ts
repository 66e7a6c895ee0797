import { z } from 'zod';
import { type FailureCode, failureCatalogue } from '../failures/catalogue.ts';
import type { Failure } from '../failures/failure.ts';

const codes = Object.keys(failureCatalogue) as [FailureCode, ...FailureCode[]];

/** A failure as it crosses a border. */
export const failureSchema: z.ZodType<Failure> = z.strictObject({
  code: z.enum(codes),
  info: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
}) as z.ZodType<Failure>;
