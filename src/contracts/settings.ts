import { z } from 'zod';
import { citizenLanguageSchema } from './evaluator-page.ts';
import { wedgeSettingsSchema } from './scanned-code.ts';

const textSchema = z.string().max(256);

/** Where a device is attached: a serial port's path or `tcp://host:port`. Empty: there is none. */
const deviceAddressSchema = textSchema;

/** Speeds of a serial line, in bits per second. */
const serialBaudSchema = z.literal([9600, 19_200, 38_400, 57_600, 115_200]);

const decoderKindSchema = z.enum(['none', 'command', 'library']);

const argumentsSchema = z.string().max(1000);

/** A rectangle in device-independent pixels. */
const rectangleSchema = z.strictObject({
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
});

/** A display as it was when a technician chose it; enough to know it again after its id has changed. */
export const displayChoiceSchema = z.strictObject({
  id: z.number(),
  /** The name the system gives it, which may be empty. */
  label: textSchema,
  bounds: rectangleSchema,
});
export type DisplayChoice = z.infer<typeof displayChoiceSchema>;

/** A display as the settings page lists it. */
export const listedDisplaySchema = z.strictObject({
  ...displayChoiceSchema.shape,
  /** Counted from 1, from left to right; the number that is shown on the display itself. */
  number: z.number().int().positive(),
  /** It shows the clerk's window, also as a mirror, and is never the citizen's. */
  isClerk: z.boolean(),
  /** It shows the citizen's window now. */
  isEvaluator: z.boolean(),
});
export type ListedDisplay = z.infer<typeof listedDisplaySchema>;

/**
 * The settings of one counter that the settings page shows and changes: their types. Which values are taken is main's to
 * say, so that somebody who has mistyped one is told which (`settings.invalid-value`).
 */
export const clerkSettingsSchema = z.strictObject({
  /** Origin of the central platform, e.g. `https://platform.example`. */
  platformAddress: textSchema,
  /** The window's id at the platform, e.g. `A07`. */
  windowId: textSchema,
  /** The citizen's display; null: whichever is not the clerk's. */
  evaluatorDisplay: displayChoiceSchema.nullable(),
  readerAddress: deviceAddressSchema,
  readerBaud: serialBaudSchema,
  secondReaderAddress: deviceAddressSchema,
  secondReaderBaud: serialBaudSchema,
  scannerAddress: deviceAddressSchema,
  scannerBaud: serialBaudSchema,
  /** How a scanner that types is told from a person; null: no scanner types here. */
  wedge: wedgeSettingsSchema.nullable(),
  /** The camera that looks for codes, as the system calls it. Empty: the system's first. */
  camera: textSchema,
  /** The camera that papers are photographed by (高拍仪), likewise. */
  documentCamera: textSchema,
  /** What decodes the portraits on identity cards: nothing, a program, or a vendor's C library (.dll, .so). */
  photoDecoderKind: decoderKindSchema,
  /** Where the program or the library is; absolute. */
  photoDecoderPath: textSchema,
  /** The library's function. */
  photoDecoderFunction: textSchema,
  /** What it is called with: one argument per line, in which `{input}` and `{output}` stand for files. */
  photoDecoderArguments: argumentsSchema,
  /** The name of the printer for receipts. Empty: the system's default printer. */
  receiptPrinter: textSchema,
  /** The language of the clerk's window, and of the citizen's pages until somebody chooses another there. */
  language: citizenLanguageSchema,
});

/** What a technician changes in one go; settings that are not named stay as they are. */
export const settingsChangeSchema = clerkSettingsSchema.exactPartial();
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

/**
 * Whether the device at a port can be used. `needs-vendor-library` it speaks to its maker's library only ·
 * `firmware-update` it waits for new firmware · `packing-unknown` nobody has published how it packs its reports: it may
 * be tried.
 */
const portUsabilitySchema = z.enum([
  'usable',
  'packing-unknown',
  'needs-vendor-library',
  'firmware-update',
]);
export type PortUsability = z.infer<typeof portUsabilitySchema>;

/** A port a device may be attached to, as the settings page offers it. */
const listedPortSchema = z.strictObject({
  /** As it stands in the settings. */
  path: z.string(),
  /** What is known of the device there, e.g. its maker. */
  description: z.string(),
  usability: portUsabilitySchema,
});

/** Everything the settings page shows. */
export const settingsViewSchema = z.strictObject({
  settings: clerkSettingsSchema,
  displays: z.array(listedDisplaySchema).readonly(),
  ports: z.array(listedPortSchema).readonly(),
  printers: z.array(z.string()).readonly(),
});
export type SettingsView = z.infer<typeof settingsViewSchema>;

/** Where a device is to be tried, whether or not it is set yet. */
export const deviceTrialSchema = z.strictObject({
  address: deviceAddressSchema.min(1),
  baud: serialBaudSchema,
});

/** A photo decoder that is to be tried, whether or not it is set yet. */
export const decoderTrialSchema = z.strictObject({
  kind: decoderKindSchema.exclude(['none']),
  path: textSchema.min(1),
  functionName: textSchema,
  args: argumentsSchema,
});
export type DecoderTrial = z.infer<typeof decoderTrialSchema>;

/** One line of the log of who changed what at this counter. */
export const auditEntrySchema = z.strictObject({
  at: z.iso.datetime(),
  account: z.string(),
  role: z.string(),
  action: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
