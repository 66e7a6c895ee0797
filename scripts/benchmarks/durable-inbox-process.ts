/**
 * A server that keeps every event once, on its disk before it answers: `durable-inbox-process.ts FILE`. Speaks as much of
 * the platform's protocol as a drain needs, and the same without it for whoever has another (`/inbox`).
 */
import { randomUUID } from 'node:crypto';
import BetterSqlite3 from 'better-sqlite3';
import Fastify from 'fastify';
import {
  type BatchAnswer,
  type BatchRequest,
  batchLimits,
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

const app = Fastify({ bodyLimit: 4 * batchLimits.bytes });
app.post(platformPaths.sessions, async () => session);
app.post<{ Body: BatchRequest }>(platformPaths.batches, async ({ body }): Promise<BatchAnswer> => {
  keep(body.events);
  const ackedThrough = body.events.at(-1)?.seq ?? 0;
  return { platformId, ackedThrough, rejected: [], received: [] };
});
app.post<{ Body: { readonly events: readonly InboxEvent[] } }>('/inbox', async ({ body }) => {
  keep(body.events);
  return { kept: body.events.length };
});
app.get('/count', async () => database.prepare('SELECT count(*) AS kept FROM inbox').get());
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`);
