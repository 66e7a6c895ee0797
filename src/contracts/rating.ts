import { z } from 'zod';

/** The five levels of 好差评 (GB/T 39735), best first. */
export const ratingLevelSchema = z.enum([
  'very-satisfied',
  'satisfied',
  'fairly-satisfied',
  'dissatisfied',
  'very-dissatisfied',
]);
export type RatingLevel = z.infer<typeof ratingLevelSchema>;
