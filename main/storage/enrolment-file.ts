import { z } from 'zod';
import {
  enrolAnswerSchema,
  workstationSettingsSchema,
} from '../../src/contracts/workstation-api.ts';
import { readWrappedFile, type SecretBox, writeWrappedFile } from './wrapped-file.ts';

const enrolmentSchema = z.strictObject({
  ...enrolAnswerSchema.shape,
  /** Ed25519, PKCS #8 as DER in base64. */
  privateKey: z.base64(),
  /** What the platform has settled for this workstation, as it was last heard. */
  settings: workstationSettingsSchema.exactOptional(),
  /** When the platform was heard to say that the key counts no more, by this machine's clock. */
  revokedAt: z.iso.datetime().exactOptional(),
});

/** That a workstation has enrolled: its key, the platform's that it has pinned, and what the platform has said since. */
export type Enrolment = z.infer<typeof enrolmentSchema>;

/** Where the enrolment is kept: all of it in the operating system's secret store, so that nobody pins another platform. */
export interface EnrolmentFile {
  /** Undefined while this workstation has not enrolled. */
  current(): Enrolment | undefined;
  /** Replaces it. What `current` gives has changed at once; the promise ends when the disk has it too. */
  keep(enrolment: Enrolment): Promise<void>;
}

/**
 * Opens the file; one that this secret store has not sealed, or that holds something else, counts as none: the platform
 * will ask for another enrolment.
 */
export async function openEnrolmentFile(
  file: string,
  secretBox: SecretBox,
): Promise<EnrolmentFile> {
  const kept = await readWrappedFile(file, secretBox);
  let current = kept.kind === 'text' ? parsed(kept.text) : undefined;
  let written: Promise<void> = Promise.resolve();
  return {
    current: () => current,
    keep: (enrolment) => {
      current = enrolment;
      const write = () => writeWrappedFile(file, secretBox, JSON.stringify(enrolment));
      // One after the other: the newest is on the disk in the end.
      const writing = written.then(write);
      written = writing.catch(() => undefined);
      return writing;
    },
  };
}

function parsed(text: string): Enrolment | undefined {
  try {
    return enrolmentSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
