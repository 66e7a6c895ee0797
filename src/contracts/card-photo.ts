import { z } from 'zod';

/**
 * The portrait of the card that a case began with. `image` a bitmap (BMP) of 102 × 126 pixels, in base64 ·
 * `no-decoder` none is set at this counter · `not-kept` main has no portrait of this case (any more), or the card has
 * none.
 */
export const cardPhotoSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('image'), bitmap: z.base64() }),
  z.strictObject({ kind: z.literal('no-decoder') }),
  z.strictObject({ kind: z.literal('not-kept') }),
]);
export type CardPhoto = z.infer<typeof cardPhotoSchema>;
