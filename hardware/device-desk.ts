import type { DevicePlace, DeviceSnapshot, ReaderState } from '../src/contracts/device-snapshot.ts';
import type { KnownDevice } from '../src/contracts/known-device.ts';
import type { CardReading } from '../src/domain/identity-card.ts';
import type { ScannedCode } from '../src/domain/scanned-code.ts';
import type { FailureCode } from '../src/failures/catalogue.ts';
import { type Failure, fail, type Outcome } from '../src/failures/failure.ts';
import { type Clock, systemClock } from '../src/support/clock.ts';
import { RepeatWatch } from './code-scanner/repeat-watch.ts';
import { type CodeScanner, connectScanner, type ScannerEvent } from './code-scanner/scanner.ts';
import {
  type CardWish,
  connectReader,
  type IdCardReader,
  type ReaderEvent,
} from './id-card-reader/reader.ts';
import { type Attachment, KeptDevice, type PlaceStanding } from './kept-device.ts';
import { createLiveTests, type LiveTests } from './live-tests.ts';
import { deviceTable } from './transport/device-table.ts';
import { exclusivePorts, type OpenTransportFor } from './transport/exclusive-ports.ts';
import { listPorts, type PortList } from './transport/list-ports.ts';
import { type ListSerialDevices, movedPorts } from './transport/moved-port.ts';
import type { Transport } from './transport/transport.ts';
import { transportFor } from './transport/transport-for.ts';

const defaultReaderBaud = 115_200;
/** What most scanners with a serial line are set to; a scanner on USB takes any. */
const defaultScannerBaud = 9600;

export type { PortList };

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

/** The devices of a counter by their places. One that is left out, the counter does not have. */
type DeskDevices = Partial<Record<DevicePlace, DeviceAddress>>;

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
   * Waits for the next card at any of the readers, as a reader's own `readCard` does, and through a replug of up to 5 s.
   * @returns what the reader returns to which a card has come; where none has, what the last one to give up returns, or
   * at once `reader.not-configured` or `reader.not-connected`
   */
  readCard(wish?: CardWish): Promise<Outcome<CardReading>>;
  /**
   * Takes a code that did not come by a device of the desk: a camera's, or one that a scanner typed. It is told as every
   * other, and not told again if the scanner has just brought it too.
   */
  takeCode(code: ScannedCode): void;
  /**
   * Goes over to these devices; one that stays as it is is not disturbed. Resolves when what was given up is closed
   * and what is new is being connected.
   */
  configure(devices: DeskDevices): Promise<void>;
  /** The ports of this machine, or `port.list-failed`. */
  listPorts(): Promise<Outcome<PortList>>;
  /** Lets go of all devices; nothing is told afterwards. */
  close(): Promise<void>;
}

interface DeskSettings {
  /** None unless told. */
  readonly devices?: DeskDevices;
  /** What a counter's settings add to the device table; it comes first. */
  readonly knownDevices?: readonly KnownDevice[];
  /** The scanner on a serial line sends the AIM identifier before each code; not unless told. */
  readonly scannerSendsAim?: boolean;
  readonly clock?: Clock;
  readonly transportFor?: OpenTransportFor;
  readonly listSerialDevices?: ListSerialDevices;
}

/** Takes charge of the devices named in the settings. */
export function createDeviceDesk(settings: DeskSettings): DeviceDesk {
  const clock = settings.clock ?? systemClock;
  const table = [...(settings.knownDevices ?? []), ...deviceTable];
  const ports = exclusivePorts(
    settings.transportFor ?? ((address, baud) => transportFor(address, baud, table)),
  );
  const repeats = new RepeatWatch();
  const moved = movedPorts(settings.listSerialDevices);
  const listeners = new Set<(event: DeviceEvent) => void>();
  let snapshot: DeviceSnapshot = {
    reader: { state: 'not-configured' },
    secondReader: { state: 'not-configured' },
    scanner: { state: 'not-configured' },
  };
  let changing: Promise<void> = Promise.resolve();
  let closed = false;
  let isWishUnderWay = false;

  const tell = (event: DeviceEvent): void => {
    if (closed) return;
    for (const listener of [...listeners]) listener(event);
  };

  const show = (change: Partial<DeviceSnapshot>): void => {
    snapshot = { ...snapshot, ...change };
    tell({ kind: 'snapshot', snapshot });
  };

  /** Tells a code, and shows that one has come; what was wrong with an earlier one is past. */
  const tellCode = ({ bytes, text, symbology, source, at }: ScannedCode): void => {
    tell({ kind: 'code-scanned', bytes, text, symbology, source, at });
    const { failure: _past, ...scanner } = snapshot.scanner;
    show({ scanner: { ...scanner, lastCode: { source, symbology, bytes: bytes.length, at } } });
  };

  /** Connects the device at its address, or at the port to which the system has moved it since it was there. */
  const whereItIs = async <Device>(
    { address, baud }: Attachment,
    connect: (transport: Transport) => Promise<Outcome<Device>>,
  ): Promise<Outcome<Device>> => {
    const there = await connect(ports(address, baud));
    if (there.ok) void moved.remember(address);
    if (there.ok || there.problem.code !== 'port.not-found') return there;
    const found = await moved.find(address);
    return found === undefined ? there : connect(ports(found, baud));
  };

  const readerPlace = (name: 'reader' | 'secondReader') => {
    const showReader = (state: ReaderState, failure?: Failure): void => {
      const { at, device } = place;
      show({
        [name]: { ...attached(at, failure), state, ...(device && { samId: device.samId }) },
      });
    };
    const place = new KeptDevice<IdCardReader, ReaderEvent>({
      connect: (at, listener) =>
        whereItIs(at, (transport) =>
          connectReader(
            transport,
            (event) => {
              listener.heard(event);
              if (event.kind === 'reader-gone') listener.gone(event.failure);
            },
            { clock },
          ),
        ),
      identityOf: ({ samId }) => samId,
      onEvent(event) {
        tell(event);
        if (event.kind === 'card-present') showReader('reading');
        if (event.kind === 'card-read') showReader('card-lies');
        if (event.kind === 'card-read-failed') {
          const isLifted = event.failure.code === 'card.removed-during-read';
          showReader(isLifted ? 'ready' : 'card-lies', event.failure);
        }
        if (event.kind === 'card-removed') showReader('ready', snapshot[name].failure);
      },
      onChange: (failure) => showReader(shownStates[place.standing], failureShown(place, failure)),
    });
    return place;
  };

  const scannerPlace = () => {
    const showScanner = (failure?: Failure): void => {
      const shown = failureShown(place, failure);
      const { lastCode } = snapshot.scanner;
      show({
        scanner: {
          ...attached(place.at, shown),
          state: shownStates[place.standing],
          ...(lastCode && { lastCode }),
        },
      });
    };
    const place = new KeptDevice<CodeScanner, ScannerEvent>({
      connect: (at, listener) =>
        whereItIs(at, (transport) =>
          connectScanner(
            transport,
            (event) => {
              listener.heard(event);
              if (event.kind === 'scanner-gone') listener.gone(event.failure);
            },
            { clock, repeats, sendsAim: settings.scannerSendsAim ?? false },
          ),
        ),
      // A scanner cannot be asked who it is.
      identityOf: () => '',
      onEvent(event) {
        if (event.kind === 'code-scanned') {
          tellCode(event);
          return;
        }
        tell(event);
        if (event.kind === 'code-scan-failed') showScanner(event.failure);
      },
      onChange: showScanner,
    });
    return place;
  };

  const readers = [readerPlace('reader'), readerPlace('secondReader')] as const;
  const scanner = scannerPlace();
  const places = { reader: readers[0], secondReader: readers[1], scanner };
  const tests = createLiveTests({ readers, scanners: [scanner], transportFor: ports, clock });

  const readAt = async (
    place: KeptDevice<IdCardReader, ReaderEvent>,
    { timeoutMs, ...wish }: CardWish,
  ): Promise<Outcome<CardReading>> => {
    const began = clock.monotonic();
    const left = (): CardWish => ({
      ...wish,
      ...(timeoutMs && { timeoutMs: Math.max(0, timeoutMs - (clock.monotonic() - began)) }),
    });
    for (;;) {
      const reader = await place.present(absentReader, left());
      if (!reader.ok) return reader;
      const reading = await reader.value.readCard(left());
      const isLost = !reading.ok && lostReader.has(reading.problem.code);
      if (!isLost || place.device === reader.value) return reading;
    }
  };

  const placesThatChange = (devices: DeskDevices) =>
    devicePlaces
      .map((name) => ({ place: places[name], at: attachment(name, devices[name]) }))
      .filter(({ place, at }) => place.at?.address !== at?.address || place.at?.baud !== at?.baud);

  const change = async (devices: DeskDevices): Promise<void> => {
    if (closed) return;
    const changed = placesThatChange(devices);
    // All first let go: devices may have changed places.
    await Promise.all(changed.map(({ place, at }) => place.assign(at)));
    for (const { place } of changed) place.connect();
  };

  for (const { place, at } of placesThatChange(settings.devices ?? {})) {
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
    async readCard(wish = {}) {
      const configured = readers.filter(({ at }) => at !== undefined);
      if (configured.length === 0) return fail('reader.not-configured');
      // Also while a reader is away: whoever waits for it has it first when it is back.
      if (isWishUnderWay) return fail('reader.busy');
      isWishUnderWay = true;
      const reading = await firstCard(
        configured.map((place) => (own) => readAt(place, own)),
        wish,
      );
      isWishUnderWay = false;
      return reading;
    },
    takeCode(code) {
      if (!closed && !repeats.isRepeated(code.bytes)) tellCode(code);
    },
    configure(devices) {
      changing = changing.then(() => change(devices));
      return changing;
    },
    listPorts: () => listPorts(table),
    async close() {
      closed = true;
      listeners.clear();
      await changing;
      await Promise.all([tests, ...Object.values(places)].map((each) => each.close()));
      repeats.forget();
    },
  };
}

const devicePlaces: readonly DevicePlace[] = ['reader', 'secondReader', 'scanner'];

const absentReader = {
  absent: 'reader.not-connected',
  cancelled: 'card.read-cancelled',
  late: 'card.not-presented',
} as const;

/** What a reader says when it is lost, or has just been. */
const lostReader: ReadonlySet<FailureCode> = new Set(['reader.gone', 'reader.not-connected']);

const shownStates = {
  empty: 'not-configured',
  connecting: 'connecting',
  reconnecting: 'reconnecting',
  connected: 'ready',
} as const satisfies Record<PlaceStanding, ReaderState>;

/** Nothing is wrong yet with a device that is expected back. */
function failureShown(
  { standing }: { readonly standing: PlaceStanding },
  failure: Failure | undefined,
): Failure | undefined {
  return standing === 'reconnecting' ? undefined : failure;
}

function attachment(place: DevicePlace, device: DeviceAddress | undefined): Attachment | undefined {
  const defaultBaud = place === 'scanner' ? defaultScannerBaud : defaultReaderBaud;
  return device && { address: device.address, baud: device.baud ?? defaultBaud };
}

/** What every device's part of the snapshot says beside its state. */
function attached(at: Attachment | undefined, failure: Failure | undefined) {
  return { ...(at && { address: at.address }), ...(failure && { failure }) };
}

/**
 * The first thing that comes of a card at any of some readers; the wishes at the others end with it. A reader that has
 * nothing to say of a card leaves it to the others.
 */
async function firstCard(
  readings: readonly ((wish: CardWish) => Promise<Outcome<CardReading>>)[],
  wish: CardWish,
): Promise<Outcome<CardReading>> {
  const others = new AbortController();
  const cancel = (): void => others.abort();
  if (wish.signal?.aborted) cancel();
  wish.signal?.addEventListener('abort', cancel);
  let underWay = readings.length;
  const outcome = await new Promise<Outcome<CardReading>>((resolve) => {
    for (const read of readings) {
      void read({ ...wish, signal: others.signal }).then((reading) => {
        underWay -= 1;
        if (underWay === 0 || saysOfACard(reading)) resolve(reading);
      });
    }
  });
  wish.signal?.removeEventListener('abort', cancel);
  others.abort();
  return outcome;
}

/** What a reader says of which no card has come. */
const noCard: ReadonlySet<FailureCode> = new Set([
  'card.not-presented',
  'card.read-cancelled',
  'reader.not-connected',
  'reader.gone',
]);

function saysOfACard(reading: Outcome<CardReading>): boolean {
  return reading.ok || !noCard.has(reading.problem.code);
}
