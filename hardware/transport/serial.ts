import { createRequire } from 'node:module';
import type { SerialPort } from 'serialport';
import type { FailureCode } from '../../src/failures/catalogue.ts';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { createLineEnd } from './line-end.ts';
import type { Transport } from './transport.ts';

// Not with the program: it takes longer to load than everything else in main, and no window waits for a port.
const require = createRequire(import.meta.url);

/**
 * A serial port: 8 data bits, no parity, 1 stop bit, no flow control. Modem lines are neither set nor asked for:
 * pseudo-terminals and many USB bridges have none.
 * @param path `/dev/ttyUSB0`, `COM3`, …
 * @param baud bits per second
 */
export function serialTransport(path: string, baud: number): Transport {
  return {
    address: path,
    open: (listener) =>
      new Promise((resolve) => {
        if (path === '') {
          resolve(fail('port.not-found', { address: path }));
          return;
        }
        const port = portAt(path, baud);
        if (port === undefined) {
          resolve(fail('port.open-failed', { address: path }));
          return;
        }
        port.open((problem) => {
          if (problem) {
            resolve(fail(openFailureCode(problem.message, process.platform), { address: path }));
            return;
          }
          const end = createLineEnd(
            {
              write: (bytes, done) => {
                // serialport queues a write on a closed port until it is opened again and then sends it.
                if (port.isOpen) port.write(Buffer.from(bytes), done);
                else done(new Error('closed'));
              },
              close: (done) => {
                if (port.isOpen) port.close(() => done());
                else done();
              },
            },
            listener,
          );
          port.on('data', (bytes: Buffer) => end.received(bytes));
          port.on('close', () => end.lost());
          port.on('error', () => end.lost());
          port.on('end', () => end.lost());
          const changeBaud = (changed: number): Promise<void> =>
            new Promise((done) => {
              if (port.isOpen) port.update({ baudRate: changed }, () => done());
              else done();
            });
          resolve(ok({ ...end, changeBaud }));
        });
      }),
  };
}

/** The port before it is opened; undefined where its driver cannot be loaded on this machine. */
function portAt(path: string, baud: number): SerialPort | undefined {
  try {
    const { SerialPort } = require('serialport') as typeof import('serialport');
    return new SerialPort({
      path,
      baudRate: baud,
      dataBits: 8,
      parity: 'none',
      stopBits: 1,
      rtscts: false,
      xon: false,
      xoff: false,
      autoOpen: false,
    });
  } catch {
    return undefined;
  }
}

/**
 * Which failure the driver's message means; serialport passes the operating system's text on and no code.
 * @param platform `process.platform`
 */
export function openFailureCode(message: string, platform: string): FailureCode {
  if (/no such (file|device)|file not found|cannot find|ENOENT|ENXIO|ENODEV/i.test(message)) {
    return 'port.not-found';
  }
  if (/temporarily unavailable|cannot lock|busy|EBUSY|EAGAIN/i.test(message)) {
    return 'port.held-by-another-program';
  }
  if (/permission denied|access (is )?denied|EACCES|EPERM/i.test(message)) {
    // Windows has no permissions on serial ports: it answers "access denied" when another program holds one.
    return platform === 'win32' ? 'port.held-by-another-program' : 'port.no-permission';
  }
  return 'port.open-failed';
}
