import { err, ok, type Result } from '../../src/support/result.ts';
import type { OpenTransport, TransportListener } from './transport.ts';

const closeLimitMs = 1000;

/** What an adapter has to know of its driver. */
interface Driver {
  /** Hands bytes over; `done` is called once with the driver's error, if any. */
  write(bytes: Uint8Array, done: (error?: Error | null) => void): void;
  /** Lets go of the line; `done` is called when the operating system has it back. */
  close(done: () => void): void;
}

/** One open line, with the events of its driver led into the promises of `OpenTransport`. */
interface LineEnd extends OpenTransport {
  /** To be called for every chunk the driver reads. */
  received(bytes: Uint8Array): void;
  /** To be called for every sign that the line is lost; only the first counts. */
  lost(): void;
}

/** Makes the rules of the port (gone once, silent after close, no queue) the same for every driver. */
export function createLineEnd(driver: Driver, listener: TransportListener): LineEnd {
  let state: 'open' | 'closed' | 'gone' = 'open';
  let closing: Promise<void> | undefined;
  const writing = new Set<(result: Result<void, 'gone'>) => void>();

  const release = (): Promise<void> => {
    closing ??= new Promise((resolve) => {
      const limit = setTimeout(resolve, closeLimitMs);
      driver.close(() => {
        clearTimeout(limit);
        resolve();
      });
    });
    return closing;
  };

  const abandonWrites = (): void => {
    for (const settle of writing) settle(err('gone'));
    writing.clear();
  };

  return {
    received(bytes) {
      if (state === 'open') listener.onBytes(bytes);
    },
    lost() {
      if (state !== 'open') return;
      state = 'gone';
      abandonWrites();
      void release();
      listener.onGone();
    },
    write(bytes) {
      if (state !== 'open') return Promise.resolve(err('gone'));
      return new Promise((resolve) => {
        writing.add(resolve);
        driver.write(bytes, (error) => {
          writing.delete(resolve);
          resolve(error ? err('gone') : ok(undefined));
        });
      });
    },
    close() {
      if (state === 'open') state = 'closed';
      abandonWrites();
      return release();
    },
  };
}
