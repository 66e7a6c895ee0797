/**
 * A server that keeps every event once, on its disk before it answers: `durable-inbox-process.ts FILE`. Speaks as much of
 * the platform's protocol as a drain needs, and the same without it for whoever has another (`/inbox`).
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import BetterSqlite3 from 'better-sqlite3';
import {
  type BatchAnswer,
  type BatchRequest,
  type OpenSessionAnswer,
  platformPaths,
} from '../../src/contracts/platform-api.ts';

/** An event as any queue has it; it is kept as the text of all that came of it. */
interface InboxEvent {
  readonly id: string;
}

const database = new BetterSqlite3(process.argv[2]);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
// Large enough that neither random nor ordered ids of a run have to be read again.
database.pragma('cache_size = -65536');
database.exec('CREATE TABLE inbox (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT');
const insert = database.prepare<[string, string]>('INSERT OR IGNORE INTO inbox VALUES (?, ?)');
const keep = database.transaction((events: readonly InboxEvent[]) => {
  for (const event of events) insert.run(event.id, JSON.stringify(event));
});

const platformId = randomUUID();
const session: OpenSessionAnswer = {
  token: 'a'.repeat(16),
  issuedAt: '2026-11-24T01:00:00.000Z',
  expiresAt: '2026-11-24T13:00:00.000Z',
  refreshToken: 'b'.repeat(16),
  refreshExpiresAt: '2026-11-24T13:00:00.000Z',
  clerk: { account: 'a', name: 'a', number: '1', role: 'clerk', idNumber: '1' },
  window: {
    id: 'A07',
    name: 'a',
    hall: 'a',
    division: 'a',
    divisionCode: '1',
    orgName: 'a',
    orgCode: '1',
  },
};

/** What the server does at a path, with the JSON that came. */
const answers: Readonly<Record<string, (body: string) => unknown>> = {
  [platformPaths.sessions]: () => session,
  [platformPaths.batches]: (body): BatchAnswer => {
    const { events }: BatchRequest = JSON.parse(body);
    keep(events);
    return { platformId, ackedThrough: events.at(-1)?.seq ?? 0, rejected: [], received: [] };
  },
  '/inbox': (body) => {
    const { events }: { readonly events: readonly InboxEvent[] } = JSON.parse(body);
    keep(events);
    return { kept: events.length };
  },
  '/count': () => database.prepare('SELECT count(*) AS kept FROM inbox').get(),
};

// Without a framework: what the server needs for itself is in everybody's time.
const server = createServer(async (request, response) => {
  const answer = answers[request.url ?? ''];
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('utf8');
  response.statusCode = answer === undefined ? 404 : 200;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(answer?.(body) ?? {}));
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
