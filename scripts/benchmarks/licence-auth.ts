import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../reference-platform/database/open-database.ts';
import { licenceAccount } from '../../reference-platform/seed/accounts.ts';
import { elderCardItem } from '../../reference-platform/seed/elder-card-item.ts';
import { insertWorld, type KeptLicence } from '../../reference-platform/seed/insert-world.ts';
import { licenceTypes } from '../../reference-platform/seed/licence-types.ts';
import { startReferencePlatform } from '../../reference-platform/server.ts';
import { operator } from '../../reference-platform/testing/library-caller.ts';
import {
  licenceApiPaths,
  licenceAuthAnswerSchema,
  licenceLoginAnswerSchema,
} from '../../src/contracts/licence-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { idNumberCheckCharacter } from '../../src/domain/id-number.ts';
import type { BenchResult } from './bench-result.ts';
import { percentile } from './percentile.ts';

const licences = 1_000_000;
const licencesPerHolder = 4;
const licencesPerInsert = 4000;
const requests = 2000;
const warmUps = 300;
const limitMs = 15;

const types = Object.values(licenceTypes);

/**
 * `auth` of the licence library: one after the other, each for another holder and case, over HTTP, with a million
 * licences in the library; the peer is the same library with those of the seed only.
 */
export async function licenceAuthBenchmark(): Promise<readonly BenchResult[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'licence-auth-'));
  try {
    const small = await authTimes(dataDir);
    await fill(dataDir);
    const large = await authTimes(dataDir);
    const [ours, peer] = [percentile(large, 0.95), percentile(small, 0.95)];
    return [
      {
        id: 'P1',
        name: 'licence-auth',
        ours: {
          label: `p95 of ${requests} with ${licences} licences, median ${percentile(large, 0.5).toFixed(2)}`,
          value: ours,
          unit: 'ms',
        },
        peer: { label: 'p95 with the seed alone', value: peer, unit: 'ms' },
        ratio: ours / peer,
        limit: `≤ ${limitMs} ms`,
        pass: ours <= limitMs,
      },
    ];
  } finally {
    await rm(dataDir, { recursive: true });
  }
}

/** How long each request took, in milliseconds. */
async function authTimes(dataDir: string): Promise<number[]> {
  const platform = await startReferencePlatform({ dataDir });
  const send = async (path: string, body: unknown): Promise<unknown> => {
    const response = await fetch(`${platform.url}${platformPaths.licenceLibrary}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.json();
  };
  try {
    const login = licenceLoginAnswerSchema.parse(await send(licenceApiPaths.login, licenceAccount));
    const path = `${licenceApiPaths.auth}?access_token=${login.access_token}`;
    const times: number[] = [];
    for (let index = 0; index < warmUps + requests; index += 1) {
      const holder = (index * 7919) % (licences / licencesPerHolder);
      const startedAt = performance.now();
      const answer = await send(path, {
        identity_number: idNumberOf(holder),
        service_item_code: elderCardItem.code,
        service_item_name: elderCardItem.name,
        biz_num: randomUUID(),
        page_index: 1,
        page_size: 150,
        request_id: String(index),
        operator,
      });
      times.push(performance.now() - startedAt);
      const { ack_code } = licenceAuthAnswerSchema.parse(answer);
      if (ack_code !== 'SUCCESS') throw new Error(`auth answered ${ack_code}`);
    }
    return times.slice(warmUps);
  } finally {
    await platform.close();
  }
}

async function fill(dataDir: string): Promise<void> {
  const db = await openDatabase(dataDir);
  for (let first = 0; first < licences; first += licencesPerInsert) {
    const block = Array.from({ length: licencesPerInsert }, (_, index) => licence(first + index));
    await db.transaction().execute((transaction) =>
      insertWorld(transaction, {
        items: [elderCardItem],
        people: [{ idNumber: idNumberOf(first), name: '样例' }],
        licences: block,
      }),
    );
  }
  await db.destroy();
}

function licence(index: number): KeptLicence {
  const holder = Math.floor(index / licencesPerHolder);
  const idNumber = idNumberOf(holder);
  return {
    record: {
      license_code: `440699BENCH${String(index).padStart(7, '0')}`,
      license_item_code: types[(index * 5 + holder) % types.length] ?? '',
      name: '样例证照',
      license_status: 'ISSUED',
      holder_name: '样例',
      holder_identity_type: '10',
      holder_identity_num: idNumber,
      issue_org_name: '样例机关',
      issue_org_code: '11440699MB9X00031H',
      issue_date: '2020-01-01',
      begin_date: '2020-01-01',
      expiry_date: '',
      trust_level: 'A',
    },
    fields: { ZZMC: '样例证照', CYRMC: '样例', CYRSFZJHM: idNumber },
  };
}

/** A number of the area that does not exist, another one for each index below 365,000. */
function idNumberOf(index: number): string {
  const born = new Date(Date.UTC(1960, 0, 1) + (index % 10_000) * 86_400_000);
  const day = born.toISOString().slice(0, 10).replaceAll('-', '');
  const first17 = `440699${day}${String(100 + Math.floor(index / 10_000)).padStart(3, '0')}`;
  return first17 + idNumberCheckCharacter(first17);
}
