import type { Outcome } from '../../src/failures/failure.ts';
import type { Result } from '../../src/support/result.ts';

/** What a transport tells whoever opened it. */
export interface TransportListener {
  /** Bytes from the device, in order, cut anywhere. They are the listener's to keep. */
  onBytes(bytes: Uint8Array): void;
  /**
   * The device is gone: unplugged, hung up, or its line failed. Told at most once, never after `close()`, and nothing
   * follows it. Which device that was is known to whoever opened the line.
   */
  onGone(): void;
}

/** A line that stands open. */
export interface OpenTransport {
  /**
   * Hands bytes to the line. Refused with `gone` while the line is not open: a command that waits in a queue would
   * reach whatever is plugged in next.
   */
  write(bytes: Uint8Array): Promise<Result<void, 'gone'>>;
  /** Changes the speed, in bits per second. Only a serial line has one; what it cannot do it leaves. */
  changeBaud?(baud: number): Promise<void>;
  /** Lets go of the line. Safe to call again; comes back within a second even if the driver hangs. */
  close(): Promise<void>;
}

/** A way to reach one device. Opening it twice at once is the caller's mistake; opening again after a loss is normal. */
export interface Transport {
  /** Where the device is attached, as in the settings; `deviceAddress` reads it. */
  readonly address: string;
  /**
   * @returns the open line, or `port.not-found`, `port.no-permission`, `port.held-by-another-program`,
   * `port.held-by-this-program`, `port.no-driver`, `port.open-failed`
   */
  open(listener: TransportListener): Promise<Outcome<OpenTransport>>;
}
