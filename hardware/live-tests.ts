import type { FailureCode } from '../src/failures/catalogue.ts';
import { fail, type Outcome } from '../src/failures/failure.ts';
import type { Clock } from '../src/support/clock.ts';
import { ok } from '../src/support/result.ts';
import { type CodeScanner, connectScanner } from './code-scanner/scanner.ts';
import { type IdCardReader, identifyReader } from './id-card-reader/reader.ts';
import type { Attachment } from './kept-device.ts';
import type { OpenTransportFor } from './transport/exclusive-ports.ts';

const readerLimitMs = 5000;
/** What a hanging driver may add to the wait for a code. */
const portLimitMs = 5000;

/** How long a scanner's test waits for a code, and how to stop it. */
interface ScannerTestWish {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** Tries a device out, above all before it is saved in the settings. No test takes a port from a connected device. */
export interface LiveTests {
  /**
   * Asks the reader at an address who it is; 5 s at most.
   * @param baud bits per second
   * @returns the serial of its security module, or why it cannot be used: a `port.*` or `reader.*` code.
   * `port.held-by-this-program` if the port is in use as something else or at another speed
   */
  testReader(address: string, baud: number): Promise<Outcome<{ readonly samId: string }>>;
  /**
   * Waits for one code of the scanner at an address. It is the test's alone: no event tells of it.
   * @param baud bits per second
   * @returns how many bytes the code had, or why none came: a `port.*` or `scanner.*` code
   */
  testScanner(
    address: string,
    baud: number,
    wish: ScannerTestWish,
  ): Promise<Outcome<{ readonly length: number }>>;
}

/** A place of the desk as its tests see it. */
interface TestedPlace<Device> {
  readonly at: Attachment | undefined;
  readonly device: Device | undefined;
  settled(): Promise<void>;
  connect(): void;
}

/** What the tests share with the desk. */
interface DeskParts {
  readonly readers: readonly TestedPlace<IdCardReader>[];
  readonly scanners: readonly TestedPlace<CodeScanner>[];
  readonly transportFor: OpenTransportFor;
  readonly clock: Clock;
}

/** The live tests of a desk. `close` ends those that still wait and lets go of their ports. */
export function createLiveTests({
  readers,
  scanners,
  transportFor,
  clock,
}: DeskParts): LiveTests & { close(): Promise<void> } {
  const underTest = new Set<CodeScanner>();
  let ended = false;

  /** Tests the device that is connected there, or opens the port if nobody has it. */
  const atPort = async <Device, Value>(
    places: readonly TestedPlace<Device>[],
    { address, baud }: Attachment,
    test: (connected?: Device) => Promise<Outcome<Value>>,
  ): Promise<Outcome<Value>> => {
    const placeThere = () => places.find(({ at }) => at?.address === address);
    await placeThere()?.settled();
    const place = placeThere();
    if (place?.device !== undefined) {
      return place.at?.baud === baud
        ? test(place.device)
        : fail('port.held-by-this-program', { address });
    }
    const outcome = await test();
    // What the desk could not connect before, it may be able to now that the port is free again.
    placeThere()?.connect();
    return outcome;
  };

  const takeLength = async (
    device: CodeScanner,
    wish: ScannerTestWish,
  ): Promise<Outcome<{ readonly length: number }>> => {
    const code = await device.takeCode(wish);
    return code.ok ? ok({ length: code.value.bytes.length }) : code;
  };

  return {
    testReader: (address, baud) =>
      within(
        readerLimitMs,
        'reader.no-answer',
        atPort(readers, { address, baud }, async (connected) =>
          connected === undefined
            ? identifyReader(transportFor(address, baud), clock, { baud })
            : ok({ samId: connected.samId }),
        ),
      ),
    testScanner: (address, baud, wish) =>
      within(
        wish.timeoutMs + portLimitMs,
        'scanner.nothing-scanned',
        atPort(scanners, { address, baud }, async (connected) => {
          if (connected !== undefined) return takeLength(connected, wish);
          const opened = await connectScanner(transportFor(address, baud), () => undefined, {
            clock,
          });
          if (!opened.ok) return opened;
          underTest.add(opened.value);
          if (ended) await opened.value.close();
          const length = await takeLength(opened.value, wish);
          underTest.delete(opened.value);
          await opened.value.close();
          return length;
        }),
      ),
    async close() {
      ended = true;
      await Promise.all([...underTest].map((device) => device.close()));
    },
  };
}

/** What the work comes to, or `overdue` when it takes too long; it then ends by itself. */
async function within<Value>(
  limitMs: number,
  overdue: FailureCode,
  work: Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<Outcome<Value>>((resolve) => {
    timer = setTimeout(() => resolve(fail(overdue)), limitMs);
  });
  const outcome = await Promise.race([work, limit]);
  clearTimeout(timer);
  return outcome;
}
