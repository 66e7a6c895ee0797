import { connect } from 'node:net';
import type { FailureCode } from '../../src/failures/catalogue.ts';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { createLineEnd } from './line-end.ts';
import type { Transport } from './transport.ts';

const connectLimitMs = 3000;

const codeOfError: Readonly<Record<string, FailureCode>> = {
  ECONNREFUSED: 'port.not-found',
  ENOTFOUND: 'port.not-found',
  EHOSTUNREACH: 'port.not-found',
  ENETUNREACH: 'port.not-found',
  EACCES: 'port.no-permission',
  EPERM: 'port.no-permission',
};

/**
 * A serial device server (串口服务器) that passes the raw bytes of its line over TCP.
 * @param address `tcp://host:port`
 */
export function tcpTransport(address: string): Transport {
  return {
    address,
    open: (listener) =>
      new Promise((resolve) => {
        const target = hostAndPort(address);
        if (target === undefined) {
          resolve(fail('port.not-found', { address }));
          return;
        }
        const socket = connect({ ...target, noDelay: true, keepAlive: true });
        const limit = setTimeout(() => refuse('port.not-found'), connectLimitMs);
        const refuse = (code: FailureCode): void => {
          clearTimeout(limit);
          socket.destroy();
          resolve(fail(code, { address }));
        };
        const refused = (problem: NodeJS.ErrnoException): void =>
          refuse(codeOfError[problem.code ?? ''] ?? 'port.open-failed');
        socket.once('error', refused);
        socket.once('connect', () => {
          clearTimeout(limit);
          const end = createLineEnd(
            {
              write: (bytes, done) => socket.write(bytes, done),
              close: (done) => {
                if (socket.closed) done();
                else socket.once('close', done).destroy();
              },
            },
            listener,
          );
          socket.on('error', () => end.lost());
          socket.off('error', refused);
          socket.on('data', (bytes) => end.received(bytes));
          socket.on('end', () => end.lost());
          socket.on('close', () => end.lost());
          resolve(ok(end));
        });
      }),
  };
}

function hostAndPort(address: string): { host: string; port: number } | undefined {
  const [, host, port] = /^tcp:\/\/(\[[^\]]+\]|[^:/]+):(\d{1,5})$/.exec(address) ?? [];
  if (host === undefined || port === undefined || Number(port) > 65_535) return undefined;
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}
