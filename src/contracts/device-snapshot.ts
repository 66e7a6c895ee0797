import { z } from 'zod';
import { symbologies } from '../domain/symbology.ts';
import { failureSchema } from './failure.ts';

/**
 * What an ID-card reader is doing.
 * `not-configured` no port is named in the settings · `connecting` the port is being opened or tried again ·
 * `reconnecting` it was lost a moment ago and is expected back · `ready` waiting for a card · `reading` a card is being read · `card-lies` the card that was read, or could not be,
 * has not been lifted.
 */
export const readerStateSchema = z.enum([
  'not-configured',
  'connecting',
  'reconnecting',
  'ready',
  'reading',
  'card-lies',
]);
export type ReaderState = z.infer<typeof readerStateSchema>;

/**
 * What the code scanner is doing.
 * `not-configured` no port is named in the settings · `connecting` the port is being opened or tried again ·
 * `reconnecting` it was lost a moment ago and is expected back · `ready` the port is open; a scanner cannot be asked more.
 */
const scannerStateSchema = z.enum(['not-configured', 'connecting', 'reconnecting', 'ready']);

const attachedSchema = {
  /** Where it is attached: an address as in the settings. */
  address: z.string().optional(),
  /** The last thing that went wrong and has not been put right since. */
  failure: failureSchema.optional(),
};

const readerSchema = z.strictObject({
  state: readerStateSchema,
  samId: z.string().optional(),
  ...attachedSchema,
});

/** What stands at each of the counter's places for devices, without anything a card or a code said. */
export const deviceSnapshotSchema = z.strictObject({
  reader: readerSchema,
  /** A counter may have two, e.g. one on each side of the glass. */
  secondReader: readerSchema,
  scanner: z.strictObject({
    state: scannerStateSchema,
    ...attachedSchema,
    /** The code that came last, by whatever way: nothing of what it says. */
    lastCode: z
      .strictObject({
        source: z.enum(['serial', 'hid', 'camera', 'wedge']),
        symbology: z.enum(symbologies),
        bytes: z.number().int().positive(),
        at: z.iso.datetime(),
      })
      .exactOptional(),
  }),
});
export type DeviceSnapshot = z.infer<typeof deviceSnapshotSchema>;

/** A place for a device at a counter. */
export type DevicePlace = keyof DeviceSnapshot;
