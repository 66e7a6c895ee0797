import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { knownDeviceSchema } from '../../src/contracts/known-device.ts';
import { clerkSettingsSchema } from '../../src/contracts/settings.ts';
import { usualWedge } from '../../src/scanning/wedge.ts';

/** The numbers of the counter; each has a default and may be set by the technician. */
const numbersSchema = z.strictObject({
  /** Seconds a citizen has to answer a consent page, and as an elder (large type). */
  consentSeconds: z.number().int().min(1).max(3600).default(180),
  consentSecondsElder: z.number().int().min(1).max(3600).default(300),
  /** Seconds a consent page is on screen before it can be agreed to: a base, and more per licence. */
  consentMinimumSeconds: z.number().int().min(0).max(60).default(3),
  consentMinimumSecondsPerLicence: z.number().int().min(0).max(60).default(1),
  /** Seconds that a principal (委托人) has to answer on their phone. */
  principalSeconds: z.number().int().min(1).max(3600).default(600),
  /** Seconds 好差评 and the thanks after it stay on the citizen's screen. */
  ratingSeconds: z.number().int().min(1).max(600).default(60),
  thanksSeconds: z.number().int().min(1).max(120).default(5),
  /** Seconds people have to look at their own values before the clerk sees them; 0: they are not asked to. */
  ownValuesSeconds: z.number().int().min(0).max(600).default(60),
  /** Hours until values fetched for a case are destroyed even if the case has not ended. */
  leaseHours: z.number().int().min(1).max(24).default(12),
  /** Hours without the platform after which no new case is begun. */
  offlineFinishOnlyHours: z.number().int().min(1).max(24).default(8),
  /** Hours without the platform after which nothing is opened, and all of them are destroyed. */
  offlineLockedHours: z.number().int().min(1).max(168).default(72),
  /** Days that a case is kept here once the platform has received it. */
  caseDays: z.number().int().min(1).max(30).default(7),
  /** Days that an acknowledged event is kept, for a platform that has lost it. */
  eventDays: z.number().int().min(7).max(60).default(14),
  /** Months that the audit log is kept, as far as the platform has countersigned it. */
  auditMonths: z.number().int().min(6).max(120).default(6),
  /** Seconds to wait for a card after 读卡. */
  cardSeconds: z.number().int().min(1).max(120).default(30),
  /** Seconds without a key or a pointer after which the clerk's window locks itself; it cannot be told not to. */
  idleLockSeconds: z.number().int().min(5).max(3600).default(300),
});

/** What proves consents. */
const evidenceSchema = z.strictObject({
  /** `B`: SM2 and SM3 (国密). `A`: Ed25519 and SHA-256, for tests and for use abroad. */
  profile: z.enum(['A', 'B']).default('B'),
});

/** The citizen's screen. */
const evaluatorSchema = z.strictObject({
  /** A pointer stands for a finger here. Honoured by the test runtime alone. */
  boundPointer: z.boolean().default(false),
  /** With one display only, the citizen's window lies on the clerk's. Honoured by the test runtime alone. */
  shareDisplay: z.boolean().default(false),
});

const { shape } = clerkSettingsSchema;

/** What a technician sets for one counter: on the settings page what it shows, the rest in the file. */
export const settingsSchema = z.strictObject({
  platformAddress: shape.platformAddress.refine(isOrigin).default('http://127.0.0.1:8460'),
  windowId: shape.windowId.min(1).max(32).default('A07'),
  evaluatorDisplay: shape.evaluatorDisplay.default(null),
  readerAddress: shape.readerAddress.default(''),
  readerBaud: shape.readerBaud.default(115_200),
  secondReaderAddress: shape.secondReaderAddress.default(''),
  secondReaderBaud: shape.secondReaderBaud.default(115_200),
  scannerAddress: shape.scannerAddress.default(''),
  // What most scanners on a serial line are delivered with.
  scannerBaud: shape.scannerBaud.default(9600),
  /** The scanner on a serial line is set to send the AIM identifier (`]Q1` for a QR code) before each code. */
  scannerSendsAim: z.boolean().default(false),
  wedge: shape.wedge.default(usualWedge),
  camera: shape.camera.default(''),
  documentCamera: shape.documentCamera.default(''),
  /** Devices that the program's own table lacks, or has wrong. */
  knownDevices: z.array(knownDeviceSchema).default([]),
  photoDecoderKind: shape.photoDecoderKind.default('none'),
  photoDecoderPath: shape.photoDecoderPath
    .refine((path) => path === '' || isAbsolute(path))
    .default(''),
  photoDecoderFunction: shape.photoDecoderFunction.default(''),
  photoDecoderArguments: shape.photoDecoderArguments.default('{input}'),
  receiptPrinter: shape.receiptPrinter.default(''),
  language: shape.language.default('zh-CN'),
  evaluator: evaluatorSchema.default(evaluatorSchema.parse({})),
  evidence: evidenceSchema.default(evidenceSchema.parse({})),
  numbers: numbersSchema.default(numbersSchema.parse({})),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Whether an address names a server by http or https, and nothing of it: no path, no query, no account. */
function isOrigin(address: string): boolean {
  try {
    const { protocol, origin, href } = new URL(address);
    return /^https?:$/.test(protocol) && href === `${origin}/`;
  } catch {
    return false;
  }
}
