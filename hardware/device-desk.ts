import type { DeviceSnapshot } from '../src/contracts/device-snapshot.ts';
import type { CardReading } from '../src/domain/identity-card.ts';
import { type Failure, fail, type Outcome } from '../src/failures/failure.ts';
import { type Clock, systemClock } from '../src/support/clock.ts';
import {
  type CardWish,
  connectReader,
  type IdCardReader,
  type ReaderEvent,
} from './id-card-reader/reader.ts';
import type { Transport } from './transport/transport.ts';
import { transportFor } from './transport/transport-for.ts';

const defaultBaud = 115_200;
const firstRetryMs = 250;
const lastRetryMs = 4000;

/** What happens at the desk, in order. A snapshot comes after the event that changed it. */
export type DeviceEvent =
  | { readonly kind: 'snapshot'; readonly snapshot: DeviceSnapshot }
  | ReaderEvent;

/** The devices of one counter, through unplugging and plugging in. */
export interface DeviceDesk {
  /** The devices at this moment. */
  snapshot(): DeviceSnapshot;
  /**
   * Tells `listener` what happens from now on; what was before, above all an earlier card, is never told.
   * @returns ends it
   */
  subscribe(listener: (event: DeviceEvent) => void): () => void;
  /**
   * Waits for the next card, as the reader's own `readCard` does.
   * @returns what it returns, or at once `reader.not-configured` or `reader.not-connected`
   */
  readCard(wish?: CardWish): Promise<Outcome<CardReading>>;
  /** Lets go of all devices; nothing is told afterwards. */
  close(): Promise<void>;
}

interface DeskSettings {
  /** Where the ID-card reader is attached; without it the counter has none. Speed in bits per second. */
  readonly reader?: { readonly address: string; readonly baud?: number };
  readonly clock?: Clock;
  readonly transportFor?: (address: string, baud: number) => Transport;
}

/** Takes charge of the devices named in the settings. */
export function createDeviceDesk(settings: DeskSettings): DeviceDesk {
  const listeners = new Set<(event: DeviceEvent) => void>();
  const address = settings.reader?.address;
  let snapshot: DeviceSnapshot = {
    reader: address === undefined ? { state: 'not-configured' } : { state: 'connecting', address },
  };
  let reader: IdCardReader | undefined;
  let connecting: Promise<void> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let retryMs = firstRetryMs;
  let closed = false;

  const tell = (event: DeviceEvent): void => {
    if (closed) return;
    for (const listener of [...listeners]) listener(event);
  };

  const show = (state: DeviceSnapshot['reader']['state'], failure?: Failure): void => {
    snapshot = {
      reader: {
        state,
        ...(address === undefined ? {} : { address }),
        ...(reader === undefined ? {} : { samId: reader.samId }),
        ...(failure === undefined ? {} : { failure }),
      },
    };
    tell({ kind: 'snapshot', snapshot });
  };

  const heard = (event: ReaderEvent): void => {
    if (closed) return;
    if (event.kind === 'reader-gone') reader = undefined;
    tell(event);
    switch (event.kind) {
      case 'card-present':
        show('reading');
        break;
      case 'card-read':
        show('card-lies');
        break;
      case 'card-read-failed':
        show(
          event.failure.code === 'card.removed-during-read' ? 'ready' : 'card-lies',
          event.failure,
        );
        break;
      case 'card-removed':
        show('ready', snapshot.reader.failure);
        break;
      case 'reader-gone':
        connectLater(event.failure);
        break;
    }
  };

  const connect = async (transport: Transport): Promise<void> => {
    const connected = await connectReader(transport, heard, {
      clock: settings.clock ?? systemClock,
    });
    if (!connected.ok) {
      if (!closed) connectLater(connected.problem);
    } else if (closed) {
      await connected.value.close();
    } else {
      reader = connected.value;
      retryMs = firstRetryMs;
      show('ready');
    }
  };

  const begin = (): void => {
    if (address === undefined) return;
    const open = settings.transportFor ?? transportFor;
    connecting = connect(open(address, settings.reader?.baud ?? defaultBaud));
  };

  const connectLater = (reason: Failure): void => {
    show('connecting', reason);
    retry = setTimeout(begin, retryMs);
    retryMs = Math.min(retryMs * 2, lastRetryMs);
  };

  begin();

  return {
    snapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    readCard(wish) {
      if (address === undefined) return Promise.resolve(fail('reader.not-configured'));
      return reader?.readCard(wish) ?? Promise.resolve(fail('reader.not-connected'));
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      listeners.clear();
      await connecting;
      await reader?.close();
      reader = undefined;
    },
  };
}
