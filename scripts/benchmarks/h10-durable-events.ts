import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import { openBareCases, openBareTable } from '../../reference-platform/testing/bare-table.ts';
import { receivedCase } from '../../reference-platform/testing/received-case.ts';
import {
  batchAnswerSchema,
  batchLimits,
  openSessionAnswerSchema,
  platformPaths,
} from '../../src/contracts/platform-api.ts';
import { uuidV7 } from '../../src/support/ids.ts';
import type { BenchResult } from './bench-result.ts';
import { median } from './percentile.ts';

/** Counters that hand over at the same time, as after an outage. */
const workstations = 64;
const turns = 12;
const limit = 0.6;

/**
 * Events received for good, in batches as workstations send them: over HTTP, validated, numbered, told and on the disk
 * before they are acknowledged. The peer puts the same cases into the tables in which the platform keeps them, with their
 * indexes; as many in a transaction, on the same disk with the same durability; in turns, in the same run. What a single
 * table takes that knows nothing of cases is said beside it.
 */
export async function durableEventsBenchmark(): Promise<readonly BenchResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mianzhengban-h10-'));
  const platform = await startPlatform(join(folder, 'platform'));
  const bare = openBareTable(join(folder, 'bare.sqlite'));
  const same = openBareCases(
    join(folder, 'same.sqlite'),
    join(folder, 'platform', 'platform.sqlite'),
  );
  try {
    const ours: number[] = [];
    const oneTablePeer: number[] = [];
    const samePeer: number[] = [];
    for (let turn = 0; turn <= turns; turn += 1) {
      const batches = workstationIds.map(newBatch);
      const requests = batches.map(({ body }) => body);
      const rows = batches.map(({ events }) =>
        events.map(({ payload }) => JSON.stringify(payload)),
      );
      const cases = batches.map(bareCases);
      const oursMs = await timed(() => platform.send(requests));
      const bareMs = await timed(async () => rows.forEach(bare.insert));
      const sameMs = await timed(async () => cases.forEach(same.insert));
      // The first turn warms both up.
      if (turn === 0) continue;
      ours.push(perSecond(oursMs));
      oneTablePeer.push(perSecond(bareMs));
      samePeer.push(perSecond(sameMs));
    }
    const value = median(ours);
    const rate = median(samePeer);
    const oneTable = Math.round(median(oneTablePeer)).toLocaleString('en');
    const size = `batches of ${batchLimits.events} cases`;
    return [
      {
        id: 'H10',
        name: 'durable-events',
        ours: { label: `validated, over HTTP, ${size}`, value, unit: 'events/s' },
        peer: {
          label: `bare SQLite, the same rows and indexes, ${size}; one table alone: ${oneTable}`,
          value: rate,
          unit: 'events/s',
        },
        ratio: value / rate,
        limit: `≥ ${limit}`,
        pass: value / rate >= limit,
      },
    ];
  } finally {
    bare.close();
    same.close();
    await platform.stop();
    await rm(folder, { recursive: true });
  }
}

const workstationIds = Array.from({ length: workstations }, () => randomUUID());

/** A batch's cases as the bare tables take them. */
function bareCases({ workstationId, events }: ReturnType<typeof newBatch>) {
  return events.map(({ id, payload }) => {
    const { caseId, itemCode } = payload;
    return { eventId: id, caseId, workstationId, itemCode, payload: JSON.stringify(payload) };
  });
}

/** A batch of an epoch of its own, as it goes over the wire. */
function newBatch(workstationId: string) {
  const events = Array.from({ length: batchLimits.events }, (_, index) => ({
    ...receivedCase(index + 1, { caseId: newId() }),
    id: newId(),
  }));
  const body = Buffer.from(JSON.stringify({ workstationId, epoch: randomUUID(), events }));
  if (body.length > batchLimits.bytes) throw new Error('The batch is larger than a workstation’s.');
  return { workstationId, events, body };
}

/** An id as workstations make them: in the order of time, as the database likes them. */
function newId(): string {
  return uuidV7(Date.now(), randomBytes);
}

function perSecond(ms: number): number {
  return (workstations * batchLimits.events * 1000) / ms;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The platform in a process of its own, with one client that is logged in. */
async function startPlatform(dataDir: string) {
  const script = join(import.meta.dirname, '..', 'platform.ts');
  const child = spawn(process.execPath, [script, '--data', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const url = /http:\S+/.exec(line)?.[0];
  if (url === undefined) throw new Error(`The platform did not start: ${line}`);
  const agent = new Agent({ keepAlive: true, maxSockets: workstations });

  const post = (path: string, body: Buffer, token?: string) =>
    new Promise<unknown>((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        'content-length': body.length,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      };
      const sent = request(url + path, { method: 'POST', agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve(JSON.parse(text)));
      });
      sent.on('error', reject);
      sent.end(body);
    });

  const { account, password } = clerks.clerk;
  const logIn = async (workstationId: string) => {
    const credentials = { account, password, windowId: 'A07', workstationId };
    const opened = await post(platformPaths.sessions, Buffer.from(JSON.stringify(credentials)));
    return openSessionAnswerSchema.parse(opened).token;
  };
  const tokens: string[] = [];
  for (const workstationId of workstationIds) tokens.push(await logIn(workstationId));
  return {
    /** Sends each workstation's batch, all at once. Resolves when all are acknowledged. */
    send: async (batches: readonly Buffer[]) => {
      await Promise.all(
        batches.map(async (batch, index) => {
          const acknowledged = await post(platformPaths.batches, batch, tokens[index]);
          const answer = batchAnswerSchema.parse(acknowledged);
          if (answer.received.length !== batchLimits.events)
            throw new Error('Cases were rejected.');
        }),
      );
    },
    stop: async () => {
      agent.destroy();
      child.kill();
      await once(child, 'exit');
    },
  };
}
