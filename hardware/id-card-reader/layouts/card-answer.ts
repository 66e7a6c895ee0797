import type { CardWarning, IdentityCard } from '../../../src/domain/identity-card.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { hkmtPermit } from './hkmt-permit.ts';
import { type CardLayout, decodeTextBlock } from './layout.ts';
import { permanentResident2017 } from './permanent-resident-2017.ts';
import { permanentResident2023 } from './permanent-resident-2023.ts';
import { resident } from './resident.ts';
import { readField, textBlockBytes, typeField } from './text-block.ts';

/** The layout of every kind of card. */
export const layouts: {
  readonly [Kind in IdentityCard['kind']]: CardLayout<Extract<IdentityCard, { kind: Kind }>>;
} = {
  resident,
  'hkmt-permit': hkmtPermit,
  'permanent-resident-2017': permanentResident2017,
  'permanent-resident-2023': permanentResident2023,
};

/** What the answer to a card read holds. */
export interface DecodedCard {
  readonly card: IdentityCard;
  readonly warnings: readonly CardWarning[];
  /** The text block as it was. */
  readonly text: Uint8Array;
  /** WLT, undecoded. */
  readonly photo: Uint8Array;
  /** Undecoded; null on a card without, and missing where it was not asked for. */
  readonly fingerprint?: Uint8Array | null;
}

/**
 * Decodes the data of a card read: length of the text (2, big-endian) · length of the photo (2) · with 30 10 length of
 * the fingerprint (2) · text · photo · fingerprint.
 * @param asked whether it answers 30 10, which reads the fingerprint too, or 30 01
 * @returns the card, or `card.malformed-data` or `card.wrong-check-digit`
 */
export function decodeCardAnswer(
  data: Uint8Array,
  asked: 'with-fingerprint' | 'without-fingerprint' = 'without-fingerprint',
): Outcome<DecodedCard> {
  const parts = splitByLengths(data, asked === 'with-fingerprint' ? 3 : 2);
  const [text, photo, fingerprint] = parts ?? [];
  if (text?.length !== textBlockBytes || photo === undefined) {
    return fail('card.malformed-data', { field: 'lengths' });
  }
  const letter = readField(text, typeField);
  const layout = Object.values(layouts).find((each) => each.letter === letter);
  if (layout === undefined) return fail('card.malformed-data', { field: 'type' });
  const decoded = decodeTextBlock(layout, text);
  if (!decoded.ok) return decoded;
  return ok({
    ...decoded.value,
    text,
    photo,
    ...(fingerprint && { fingerprint: fingerprint.length === 0 ? null : fingerprint }),
  });
}

/** The parts whose lengths stand in front of them all; undefined if they do not add up to the data. */
function splitByLengths(data: Uint8Array, count: number): Uint8Array[] | undefined {
  let start = 2 * count;
  if (data.length < start) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const parts = Array.from({ length: count }, (_, index) => {
    const part = data.slice(start, start + view.getUint16(2 * index));
    start += view.getUint16(2 * index);
    return part;
  });
  return start === data.length ? parts : undefined;
}
