import type { IdentityCard } from '../../../src/domain/identity-card.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { layouts } from '../../id-card-reader/layouts/card-answer.ts';
import {
  type CardField,
  longTermOnCard,
  text,
  textBlockBytes,
  typeField,
} from '../../id-card-reader/layouts/text-block.ts';
import { appendedAddressBytes } from '../../id-card-reader/protocol/commands.ts';
import type { CardContent } from './simulated-reader.ts';

const photoBytes = 1024;
const fingerprintBytes = 1024;

/**
 * The text block of a card: UTF-16LE fields padded with spaces.
 * @returns 256 bytes, or `card.malformed-data` if a field is too long for its place
 */
export function cardTextBlock(card: IdentityCard): Outcome<Uint8Array> {
  const block = blanks(textBlockBytes);
  const { letter, fields } = layouts[card.kind];
  const values: Record<string, string> = { ...card };
  writeField(block, typeField, letter);
  for (const [field, place] of Object.entries<CardField>(fields)) {
    if (!writeField(block, place, onCard(place, values[field] ?? ''))) {
      return fail('card.malformed-data', { field });
    }
  }
  return ok(block);
}

/** What the chip of a card holds beside text and photo; nothing of it unless told. */
export interface ChipExtras {
  readonly hasFingerprint?: boolean;
  /** At most four. */
  readonly addresses?: readonly string[];
}

/**
 * A card with its photo, as the simulated reader takes it.
 * @returns the card, or `card.malformed-data` if something is too long for its place
 */
export function cardContent(card: IdentityCard, extras: ChipExtras = {}): Outcome<CardContent> {
  const text = cardTextBlock(card);
  if (!text.ok) return text;
  const addresses = addressBlock(extras.addresses ?? []);
  if (!addresses.ok) return addresses;
  return ok({
    text: text.value,
    photo: photoPattern(),
    ...(extras.hasFingerprint && { fingerprint: fingerprintPattern() }),
    addresses: addresses.value,
  });
}

function addressBlock(addresses: readonly string[]): Outcome<Uint8Array> {
  const block = blanks(addresses.length * appendedAddressBytes);
  const fits = addresses.every((address, index) =>
    writeField(block, text([index * appendedAddressBytes, appendedAddressBytes]), address),
  );
  return fits ? ok(block) : fail('card.malformed-data', { field: 'addresses' });
}

/** A photo that is none: `photo[i] = (i * 7 + 3) & 0xFF`, to check lengths and bytes. */
export function photoPattern(): Uint8Array {
  return Uint8Array.from({ length: photoBytes }, (_, index) => index * 7 + 3);
}

/** A fingerprint that is none: `fingerprint[i] = (i * 5 + 1) & 0xFF`. */
export function fingerprintPattern(): Uint8Array {
  return Uint8Array.from({ length: fingerprintBytes }, (_, index) => index * 5 + 1);
}

function blanks(bytes: number): Uint8Array {
  return Uint8Array.from(Buffer.from(' '.repeat(bytes / 2), 'utf16le'));
}

/** @returns whether the value had room */
function writeField(block: Uint8Array, { places }: CardField, value: string): boolean {
  let rest = Buffer.from(value, 'utf16le');
  for (const [offset, bytes] of places) {
    block.set(rest.subarray(0, bytes), offset);
    rest = rest.subarray(bytes);
  }
  return rest.length === 0;
}

/** Dates lose their hyphens; an open end of validity becomes 长期. */
function onCard({ form }: CardField, value: string): string {
  if (form === 'text') return value;
  return value === 'long-term' ? longTermOnCard : value.replaceAll('-', '');
}
