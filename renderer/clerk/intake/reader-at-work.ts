import type { DeviceSnapshot, ReaderState } from '../../../src/contracts/device-snapshot.ts';

/** The nearer to a card, the higher. */
const nearness: Readonly<Record<ReaderState, number>> = {
  'not-configured': 0,
  connecting: 1,
  reconnecting: 2,
  ready: 3,
  'card-lies': 4,
  reading: 5,
};

/** Of the counter's readers, the one that the clerk waits for: where a card is, else one that works, else the first. */
export function readerAtWork({
  reader,
  secondReader,
}: Pick<DeviceSnapshot, 'reader' | 'secondReader'>): DeviceSnapshot['reader'] {
  return nearness[secondReader.state] > nearness[reader.state] ? secondReader : reader;
}
