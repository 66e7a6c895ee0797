import type { Instant } from '../support/clock.ts';
import type { ServiceItem } from './service-item.ts';
import type { WaiverLine, WaiverList } from './waiver-list.ts';

/** What a material may be handed in as. */
export const attachmentTypes = ['application/pdf', 'image/jpeg', 'image/png'] as const;
/** One of them. */
export type AttachmentType = (typeof attachmentTypes)[number];

/** How each begins: ISO 32000-1, 7.5.2 · ISO/IEC 10918-1, B.1.1.3 (SOI, and the marker after it) · ISO/IEC 15948, 5.2. */
const signatures: Readonly<Record<AttachmentType, readonly number[]>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
};

/** Bytes from which a type can be told. */
export const signatureLength = 8;

/** What a file is, by its first bytes; what it calls itself counts for nothing. */
export function attachmentTypeOf(content: Uint8Array): AttachmentType | undefined {
  return attachmentTypes.find((type) =>
    signatures[type].every((byte, index) => content[index] === byte),
  );
}

/** Characters of a page as the clerk's window may send it: 8 MiB of JPEG, more than a document camera makes, in base64. */
export const pageLimit = Math.ceil((8 * 1024 * 1024) / 3) * 4;

/** A file that a material of a case is handed in as, without its content and without its name. */
export interface Attachment {
  /** Random: the name under which its content is kept here. */
  readonly id: string;
  /** Code of the material. */
  readonly material: string;
  /** SHA-256 in small hexadecimal digits: its name at the platform. */
  readonly digest: string;
  readonly bytes: number;
  readonly mediaType: AttachmentType;
  readonly origin: 'file' | 'camera';
  readonly addedAt: Instant;
}

/**
 * Whether a material is handed in, now or later, and so may be as files: what is needed on paper, however it was settled,
 * and what is printed from the form and signed at the counter.
 */
export function takesFiles({ status, reason }: Pick<WaiverLine, 'status' | 'reason'>): boolean {
  return status === 'needed-on-paper' || reason === 'made-from-form';
}

/** What of the attachments goes with the case, by material: what is waived meanwhile stays here. */
export function handedInMaterials(
  attachments: readonly Attachment[],
  { lines }: WaiverList,
): { readonly code: string; readonly digests: readonly string[] }[] {
  return lines.filter(takesFiles).flatMap(({ material: { code } }) => {
    const digests = attachments.flatMap(({ material, digest }) =>
      material === code ? [digest] : [],
    );
    return digests.length === 0 ? [] : [{ code, digests }];
  });
}

/** The attachments that still have a place once another item, or another variant of it, was chosen. */
export function attachmentsKept(
  attachments: readonly Attachment[] | undefined,
  before: ServiceItem | undefined,
  chosen: ServiceItem,
): readonly Attachment[] | undefined {
  return before?.code === chosen.code ? attachments : undefined;
}
