import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span of wall-clock time, in milliseconds since 1970. */
export interface Span {
  readonly begin: number;
  readonly end: number;
}

/** A pass-through between the workstation and the platform that notes when each call was on its way. */
export interface RecordingProxy {
  readonly url: string;
  /** Milliseconds of a span in which at least one call was on its way; streams that outlast it do not count. */
  busyWithin(span: Span): number;
  close(): Promise<void>;
}

/** Starts one in front of an HTTP server at `target`. */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const calls: Span[] = [];
  const server = createServer((incoming, outgoing) => {
    const begin = Date.now();
    const { method, headers } = incoming;
    const onward = request(new URL(incoming.url ?? '/', target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => {
      onward.destroy();
      calls.push({ begin, end: Date.now() });
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    busyWithin: (span) => covered(calls, span),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** How much of a span the calls that lie in it cover together; where they overlap counts once. */
export function covered(calls: readonly Span[], span: Span): number {
  const inside = calls
    .filter(({ begin, end }) => end >= span.begin && begin <= span.end)
    .sort((a, b) => a.begin - b.begin);
  let total = 0;
  let until = span.begin;
  for (const { begin, end } of inside) {
    const last = Math.min(end, span.end);
    total += Math.max(0, last - Math.max(begin, until));
    until = Math.max(until, last);
  }
  return total;
}
