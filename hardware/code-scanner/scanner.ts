import { type CodeSource, codeText, type ScannedCode } from '../../src/domain/scanned-code.ts';
import { type Failure, fail, failure, type Outcome } from '../../src/failures/failure.ts';
import { type Clock, systemClock } from '../../src/support/clock.ts';
import { err, ok } from '../../src/support/result.ts';
import { deviceAddress } from '../transport/device-address.ts';
import type { OpenTransport, Transport } from '../transport/transport.ts';
import { type Wish, WishSlot } from '../wish.ts';
import type { AssembledCode, CodeSequence } from './assembled-code.ts';
import { CodeAssembler } from './code-assembler.ts';
import { HidPosAssembler } from './hid-pos.ts';
import { RepeatWatch } from './repeat-watch.ts';

const defaultGapMs = 50;
/** Only so long a silence ends a code of a scanner that says where its codes end: its cable may have been pulled. */
const gapWithoutEndMs = 200;

/** What happens at a scanner, in order. Nothing follows `scanner-gone`. */
export type ScannerEvent =
  | ({ readonly kind: 'code-scanned' } & ScannedCode)
  | { readonly kind: 'code-scan-failed'; readonly failure: Failure }
  | { readonly kind: 'scanner-gone'; readonly failure: Failure };

/** A scanner whose line stands open; it cannot be asked whether it works. */
export interface CodeScanner {
  /**
   * Takes the next code, or what went wrong with it, for the caller alone: no event tells of it. One wish at a time.
   * @returns the code, or `scanner.code-too-long`, `scanner.code-incomplete`, `scanner.nothing-scanned` (nothing came in time),
   * `scanner.scan-cancelled`, `scanner.busy`, `scanner.gone`, `scanner.not-connected`
   */
  takeCode(wish?: Wish): Promise<Outcome<ScannedCode>>;
  /** Ends the service without an event and lets go of the line. */
  close(): Promise<void>;
}

interface ScannerSettings {
  readonly clock?: Clock;
  /** A silence this long ends a code, in milliseconds, but not under 200 where codes have an end; 50 unless told. */
  readonly gapMs?: number;
  /** A scanner on a serial line is set to send the AIM identifier before each code; not unless told. */
  readonly sendsAim?: boolean;
  /** Shared with other sources, so that a code that comes by two of them is told once. */
  readonly repeats?: RepeatWatch;
}

/**
 * Opens the line of a scanner: its codes are bytes on a serial line (RS-232, or USB as a serial port), or HID POS
 * reports at a `hid:` address.
 * @param onEvent called for every event from then on; a code that comes again within 2 s is told once
 * @returns the scanner, or why it cannot be used: a `port.*` code, or `scanner.gone`
 */
export async function connectScanner(
  transport: Transport,
  onEvent: (event: ScannerEvent) => void,
  settings: ScannerSettings = {},
): Promise<Outcome<CodeScanner>> {
  const source = deviceAddress(transport.address).kind === 'hid' ? 'hid' : 'serial';
  const service = new ScannerService(source, settings, onEvent);
  const gone = failure('scanner.gone', { address: transport.address });
  const opened = await transport.open({
    onBytes: (bytes) => service.receive(bytes),
    onGone: () => service.lose(gone),
  });
  if (!opened.ok) return opened;
  return service.start(opened.value) ? ok(service) : err(gone);
}

class ScannerService implements CodeScanner {
  readonly #clock: Clock;
  readonly #gapMs: number;
  readonly #onEvent: (event: ScannerEvent) => void;
  readonly #source: CodeSource;
  readonly #repeats: RepeatWatch;
  readonly #sharesRepeats: boolean;
  readonly #assembler: CodeSequence;
  readonly #wish = new WishSlot<ScannedCode>({
    busy: 'scanner.busy',
    cancelled: 'scanner.scan-cancelled',
    none: 'scanner.nothing-scanned',
  });
  #line: OpenTransport | undefined;
  #ended = false;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(
    source: 'hid' | 'serial',
    { clock = systemClock, gapMs = defaultGapMs, sendsAim = false, repeats }: ScannerSettings,
    onEvent: (event: ScannerEvent) => void,
  ) {
    const complete = (code: Outcome<AssembledCode>): void => this.#complete(code);
    this.#assembler =
      source === 'hid' ? new HidPosAssembler(complete) : new CodeAssembler(sendsAim, complete);
    this.#source = source;
    this.#repeats = repeats ?? new RepeatWatch();
    this.#sharesRepeats = repeats !== undefined;
    this.#clock = clock;
    this.#gapMs = gapMs;
    this.#onEvent = onEvent;
  }

  /** @returns whether the line has lasted until now */
  start(line: OpenTransport): boolean {
    this.#line = line;
    return !this.#ended;
  }

  receive(bytes: Uint8Array): void {
    clearTimeout(this.#silence);
    this.#assembler.push(bytes);
    // Whoever heard a code may have closed the scanner.
    if (this.#assembler.isInside && !this.#ended) this.#awaitSilence();
  }

  takeCode(wish: Wish = {}): Promise<Outcome<ScannedCode>> {
    return this.#ended ? Promise.resolve(fail('scanner.not-connected')) : this.#wish.make(wish);
  }

  /** The scanner is gone, and with it the code it was sending. */
  lose(reason: Failure): void {
    if (this.#ended) return;
    this.#end(reason);
    if (this.#line !== undefined) this.#onEvent({ kind: 'scanner-gone', failure: reason });
    void this.#line?.close();
  }

  async close(): Promise<void> {
    if (!this.#ended) this.#end(failure('scanner.not-connected'));
    await this.#line?.close();
  }

  #end(reason: Failure): void {
    this.#ended = true;
    clearTimeout(this.#silence);
    this.#assembler.reset();
    // Another source may still hold up what it has just told.
    if (!this.#sharesRepeats) this.#repeats.forget();
    this.#wish.grant(err(reason));
  }

  #awaitSilence(): void {
    const since = this.#clock.monotonic();
    const gapMs = this.#assembler.hasHeardEnd
      ? Math.max(gapWithoutEndMs, this.#gapMs)
      : this.#gapMs;
    this.#silence = setTimeout(() => {
      // A timer that comes late says that the program was held up, not that the line was silent.
      if (this.#clock.monotonic() - since > 1.5 * gapMs) this.#awaitSilence();
      else this.#assembler.settle();
    }, gapMs);
  }

  #complete(assembled: Outcome<AssembledCode>): void {
    if (this.#ended) return;
    if (!assembled.ok) {
      if (this.#wish.grant(assembled)) return;
      this.#onEvent({ kind: 'code-scan-failed', failure: assembled.problem });
      return;
    }
    const { bytes, symbology } = assembled.value;
    if (this.#repeats.isRepeated(bytes)) return;
    const text = codeText(bytes);
    const code = { bytes, text, symbology, source: this.#source, at: this.#clock.now() };
    if (!this.#wish.grant(ok(code))) this.#onEvent({ kind: 'code-scanned', ...code });
  }
}
