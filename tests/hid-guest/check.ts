import { connectReader, type ReaderEvent } from '../../hardware/id-card-reader/reader.ts';
import {
  exampleContent,
  exampleResident,
} from '../../hardware/simulators/card-reader/example-cards.ts';
import { transportFor } from '../../hardware/transport/transport-for.ts';
import type { Outcome } from '../../src/failures/failure.ts';

/** Something to try on a virtual device. */
export interface Check {
  readonly name: string;
  /** @returns what is worth knowing of it; rejects when it went wrong */
  run(): Promise<string>;
}

/** The card that lies on every virtual reader. */
export const cardContent = exampleContent('text_A_resident');

/** What an outcome brought; throws the failure's code. */
export function valueIn<Value>(outcome: Outcome<Value>): Value {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problem.code);
}

/** Why a device does not open; `opened` if it does. */
export async function refusalCode(address: string): Promise<string> {
  const line = await transportFor(address, 0).open({
    onBytes: () => undefined,
    onGone: () => undefined,
  });
  if (!line.ok) return line.problem.code;
  await line.value.close();
  return 'opened';
}

/** The USB numbers of a device as addresses have them. */
export function numbersOf(device: { vendorId: number; productId: number }): string {
  return [device.vendorId, device.productId]
    .map((id) => id.toString(16).padStart(4, '0'))
    .join(':');
}

/** Throws with the words unless something is so. */
export function insist(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Error(otherwise);
}

/** A reader of the product on the far end of a virtual one. */
interface OpenReader {
  /** Milliseconds that its first card took; rejects unless that is the card that lies there. */
  readonly cardRead: Promise<number>;
  /** Resolves when the device is gone. */
  readonly gone: Promise<void>;
  close(): Promise<void>;
}

/** Opens the reader at an address as the product does. */
export async function openReader(address: string): Promise<OpenReader> {
  let tellGone: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    tellGone = resolve;
  });
  let hear: (event: ReaderEvent) => void = () => undefined;
  const cardRead = new Promise<number>((resolve, reject) => {
    hear = (event) => {
      if (event.kind === 'reader-gone') tellGone();
      if (event.kind === 'card-read-failed' || event.kind === 'reader-gone') {
        reject(new Error(event.failure.code));
      }
      if (event.kind !== 'card-read') return;
      const { card, photo, ms } = event.reading;
      const isTheCard =
        card.idNumber === exampleResident.idNumber &&
        Buffer.compare(photo, cardContent.photo) === 0;
      if (isTheCard) resolve(ms.total);
      else reject(new Error('another card'));
    };
  });
  // Not everybody asks for its card.
  cardRead.catch(() => undefined);
  const reader = valueIn(await connectReader(transportFor(address, 0), (event) => hear(event)));
  return { cardRead, gone, close: () => reader.close() };
}
