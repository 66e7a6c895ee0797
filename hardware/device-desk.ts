import type { DeviceSnapshot, ReaderState } from '../src/contracts/device-snapshot.ts';
import type { CardReading } from '../src/domain/identity-card.ts';
import { type Failure, fail, type Outcome } from '../src/failures/failure.ts';
import { type Clock, systemClock } from '../src/support/clock.ts';
import { type CodeScanner, connectScanner, type ScannerEvent } from './code-scanner/scanner.ts';
import { connectReader, type IdCardReader, type ReaderEvent } from './id-card-reader/reader.ts';
import { type Attachment, KeptDevice } from './kept-device.ts';
import { createLiveTests, type LiveTests } from './live-tests.ts';
import { exclusivePorts, type OpenTransportFor } from './transport/exclusive-ports.ts';
import { listPorts } from './transport/list-ports.ts';
import { transportFor } from './transport/transport-for.ts';
import type { Wish } from './wish.ts';

const defaultReaderBaud = 115_200;
/** What most scanners with a serial line are set to; a scanner on USB takes any. */
const defaultScannerBaud = 9600;

/** What happens at the desk, in order. A snapshot comes after the event that changed it. */
export type DeviceEvent =
  | { readonly kind: 'snapshot'; readonly snapshot: DeviceSnapshot }
  | ReaderEvent
  | ScannerEvent;

/** Where a device is attached: a serial port's path or `tcp://host:port`; bits per second if not the usual speed. */
interface DeviceAddress {
  readonly address: string;
  readonly baud?: number;
}

/** The devices of a counter. One that is left out, the counter does not have. */
interface DeskDevices {
  readonly reader?: DeviceAddress;
  readonly scanner?: DeviceAddress;
}

/** The devices of one counter, through unplugging and plugging in. */
export interface DeviceDesk extends LiveTests {
  /** The devices at this moment. */
  snapshot(): DeviceSnapshot;
  /**
   * Tells `listener` what happens from now on; what was before, above all an earlier card or code, is never told.
   * @returns ends it
   */
  subscribe(listener: (event: DeviceEvent) => void): () => void;
  /**
   * Waits for the next card, as the reader's own `readCard` does.
   * @returns what it returns, or at once `reader.not-configured` or `reader.not-connected`
   */
  readCard(wish?: Wish): Promise<Outcome<CardReading>>;
  /**
   * Goes over to these devices; one that stays as it is is not disturbed. Resolves when what was given up is closed
   * and what is new is being connected.
   */
  configure(devices: DeskDevices): Promise<void>;
  /** The ports of this machine, or `port.list-failed`. */
  readonly listPorts: typeof listPorts;
  /** Lets go of all devices; nothing is told afterwards. */
  close(): Promise<void>;
}

interface DeskSettings extends DeskDevices {
  readonly clock?: Clock;
  readonly transportFor?: OpenTransportFor;
}

/** Takes charge of the devices named in the settings. */
export function createDeviceDesk(settings: DeskSettings): DeviceDesk {
  const clock = settings.clock ?? systemClock;
  const ports = exclusivePorts(settings.transportFor ?? transportFor);
  const listeners = new Set<(event: DeviceEvent) => void>();
  let snapshot: DeviceSnapshot = {
    reader: { state: 'not-configured' },
    scanner: { state: 'not-configured' },
  };
  let changing: Promise<void> = Promise.resolve();
  let closed = false;

  const tell = (event: DeviceEvent): void => {
    if (closed) return;
    for (const listener of [...listeners]) listener(event);
  };

  const show = (change: Partial<DeviceSnapshot>): void => {
    snapshot = { ...snapshot, ...change };
    tell({ kind: 'snapshot', snapshot });
  };

  const showReader = (state: ReaderState, failure?: Failure): void =>
    show({
      reader: {
        ...attachmentShown(reader.at, failure),
        state,
        ...(reader.device && { samId: reader.device.samId }),
      },
    });

  const reader = new KeptDevice<IdCardReader, ReaderEvent>({
    connect: ({ address, baud }, listener) =>
      connectReader(
        ports(address, baud),
        (event) => {
          listener.heard(event);
          if (event.kind === 'reader-gone') listener.gone(event.failure);
        },
        { clock },
      ),
    onEvent(event) {
      tell(event);
      if (event.kind === 'card-present') showReader('reading');
      if (event.kind === 'card-read') showReader('card-lies');
      if (event.kind === 'card-read-failed') {
        const isLifted = event.failure.code === 'card.removed-during-read';
        showReader(isLifted ? 'ready' : 'card-lies', event.failure);
      }
      if (event.kind === 'card-removed') showReader('ready', snapshot.reader.failure);
    },
    onChange: (failure) => showReader(connectionState(reader), failure),
  });

  const showScanner = (failure?: Failure): void =>
    show({
      scanner: { ...attachmentShown(scanner.at, failure), state: connectionState(scanner) },
    });

  const scanner = new KeptDevice<CodeScanner, ScannerEvent>({
    connect: ({ address, baud }, listener) =>
      connectScanner(
        ports(address, baud),
        (event) => {
          listener.heard(event);
          if (event.kind === 'scanner-gone') listener.gone(event.failure);
        },
        { clock },
      ),
    onEvent(event) {
      tell(event);
      if (event.kind === 'code-scan-failed') showScanner(event.failure);
      if (event.kind === 'code-scanned' && snapshot.scanner.failure !== undefined) showScanner();
    },
    onChange: showScanner,
  });

  const tests = createLiveTests({ reader, scanner, transportFor: ports, clock });

  const placesThatChange = (devices: DeskDevices) =>
    [
      { place: reader, at: attachment(devices.reader, defaultReaderBaud) },
      { place: scanner, at: attachment(devices.scanner, defaultScannerBaud) },
    ].filter(({ place, at }) => place.at?.address !== at?.address || place.at?.baud !== at?.baud);

  const change = async (devices: DeskDevices): Promise<void> => {
    if (closed) return;
    const places = placesThatChange(devices);
    // Both first let go: the devices may have changed places.
    await Promise.all(places.map(({ place, at }) => place.assign(at)));
    for (const { place } of places) place.connect();
  };

  for (const { place, at } of placesThatChange(settings)) {
    void place.assign(at);
    place.connect();
  }

  return {
    ...tests,
    snapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    readCard(wish) {
      if (reader.at === undefined) return Promise.resolve(fail('reader.not-configured'));
      return reader.device?.readCard(wish) ?? Promise.resolve(fail('reader.not-connected'));
    },
    configure(devices) {
      changing = changing.then(() => change(devices));
      return changing;
    },
    listPorts,
    async close() {
      closed = true;
      listeners.clear();
      await changing;
      await Promise.all([tests.close(), reader.close(), scanner.close()]);
    },
  };
}

function attachment(
  device: DeviceAddress | undefined,
  defaultBaud: number,
): Attachment | undefined {
  return device && { address: device.address, baud: device.baud ?? defaultBaud };
}

/** What every device's part of the snapshot says beside its state. */
function attachmentShown(at: Attachment | undefined, failure: Failure | undefined) {
  return { ...(at && { address: at.address }), ...(failure && { failure }) };
}

function connectionState({
  at,
  device,
}: {
  readonly at: Attachment | undefined;
  readonly device: unknown;
}): 'not-configured' | 'connecting' | 'ready' {
  if (at === undefined) return 'not-configured';
  return device === undefined ? 'connecting' : 'ready';
}
