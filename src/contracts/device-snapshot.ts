import { z } from 'zod';
import { failureSchema } from './failure.ts';

/**
 * What the ID-card reader is doing.
 * `not-configured` no port is named in the settings · `connecting` the port is being opened or tried again ·
 * `ready` waiting for a card · `reading` a card is being read · `card-lies` the card that was read, or could not be,
 * has not been lifted.
 */
export const readerStateSchema = z.enum([
  'not-configured',
  'connecting',
  'ready',
  'reading',
  'card-lies',
]);
export type ReaderState = z.infer<typeof readerStateSchema>;

/**
 * What the code scanner is doing.
 * `not-configured` no port is named in the settings · `connecting` the port is being opened or tried again ·
 * `ready` the port is open; a scanner cannot be asked more.
 */
const scannerStateSchema = z.enum(['not-configured', 'connecting', 'ready']);

/** The attached devices at one moment, without anything a card or a code said. */
export const deviceSnapshotSchema = z.strictObject({
  reader: z.strictObject({
    state: readerStateSchema,
    /** Where it is attached: a serial port's path or `tcp://host:port`. */
    address: z.string().optional(),
    samId: z.string().optional(),
    /** The last thing that went wrong and has not been put right since. */
    failure: failureSchema.optional(),
  }),
  scanner: z.strictObject({
    state: scannerStateSchema,
    /** Where it is attached: a serial port's path or `tcp://host:port`. */
    address: z.string().optional(),
    /** The last thing that went wrong and has not been put right since. */
    failure: failureSchema.optional(),
  }),
});
export type DeviceSnapshot = z.infer<typeof deviceSnapshotSchema>;
