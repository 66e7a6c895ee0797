import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { workstationItself } from '../../src/audit/audit-row.ts';
import type { AtWindow } from '../../src/contracts/platform-api.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { AuditEntry } from '../storage/audit-log.ts';
import { createTechnicianDesk } from './technician-desk.ts';
import { settingsOpener } from './testing/settings-opener.ts';

const openSettings = settingsOpener();
const here = 'http://127.0.0.1:8460';
const elsewhere = 'http://127.0.0.1:8461';
const quiet = { info: () => undefined, warn: () => undefined };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'technician-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A technician's desk; the platform answers at `platformAt` alone. */
function deskAt(platformAt: string) {
  const asked: string[] = [];
  const written: AuditEntry[] = [];
  const applied: string[] = [];
  const settings = openSettings(folder, quiet);
  let time = 0;
  const at: { session: AtWindow | undefined; whileAsked: () => void } = {
    session: undefined,
    whileAsked: () => undefined,
  };
  const desk = createTechnicianDesk({
    clock: { now: () => '2026-11-24T01:00:00.000Z', monotonic: () => time },
    settings,
    audit: {
      note: (action, facts, by = workstationItself) => {
        written.push({ at: '2026-11-24T01:00:00.000Z', ...by, action, facts });
      },
      list: () => written,
    },
    transaction: <Value>(work: () => Outcome<Value>) => work(),
    session: () => at.session,
    displays: () => [],
    ports: async () => [],
    printers: async () => [],
    showDisplayNumbers: () => undefined,
    probePlatform: async (address) => {
      asked.push(address);
      at.whileAsked();
      return address === platformAt ? ok(null) : fail('platform.unreachable');
    },
    log: quiet,
    testReader: async () => fail('port.not-found'),
    testScanner: async (_trial, signal) => {
      if (!signal.aborted) await once(signal, 'abort');
      return fail('scanner.scan-cancelled');
    },
    decodeSample: async ({ path }) => {
      time += 120.4;
      return path === '/opt/wlt/decode'
        ? ok(null)
        : fail('photo-decoder.not-found', { file: 'decode' });
    },
    apply: (changed) => applied.push(...changed),
  });
  return Object.assign(at, { desk, settings, asked, written, applied });
}

test('at a first start nothing is saved until the platform answers, even at the address that is proposed', async () => {
  const at = deskAt(elsewhere);
  const refused = await at.desk.save({ windowId: 'B01' });
  expect(refused).toEqual(fail('settings.no-platform'));
  expect(at.desk.isFirstStart()).toBe(true);
  expect(at.written).toEqual([]);

  expect(await at.desk.save({ windowId: 'B01', platformAddress: elsewhere })).toEqual(ok(null));
  expect(at.asked).toEqual([here, elsewhere]);
  expect(at.desk.isFirstStart()).toBe(false);
  expect(at.settings.current()).toMatchObject({ windowId: 'B01', platformAddress: elsewhere });
  expect(at.applied.sort()).toEqual(['platformAddress', 'windowId']);
  expect(at.written.map(({ account, facts }) => [account, facts['key']])).toEqual([
    ['first-start', 'platformAddress'],
    ['first-start', 'windowId'],
  ]);
});

test('a new address is kept only where the platform is; anything else is saved without asking', async () => {
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ platformAddress: here }));
  const at = deskAt(here);
  expect(await at.desk.save({ platformAddress: elsewhere })).toEqual(fail('settings.no-platform'));
  expect(at.settings.current().platformAddress).toBe(here);
  expect(await at.desk.save({ platformAddress: here, windowId: 'C02' })).toEqual(ok(null));
  expect(at.asked).toEqual([elsewhere]);
});

test('what somebody asked for who has gone while the platform was asked is not done', async () => {
  const at = deskAt(elsewhere);
  at.session = { clerk: { account: 'wangjishu', role: 'technician' } } as AtWindow;
  at.whileAsked = () => {
    at.session = undefined;
  };
  const saved = await at.desk.save({ platformAddress: elsewhere });
  expect(saved).toEqual(fail('session.required'));
  expect(at.written).toEqual([]);
  expect(at.settings.current().platformAddress).toBe(here);
});

test('an address that is none is named as such, and nobody is asked', async () => {
  const at = deskAt(here);
  const refused = await at.desk.save({ platformAddress: 'ftp://127.0.0.1' });
  expect(refused).toEqual(fail('settings.invalid-value', { key: 'platformAddress' }));
  expect(at.asked).toEqual([]);
});

test('a scanner’s test that waits is ended when it is told to, or when another one begins', async () => {
  const { desk } = deskAt(here);
  const trial = { address: 'COM3', baud: 9600 } as const;
  const first = desk.testScanner(trial);
  const second = desk.testScanner(trial);
  expect(await first).toEqual(fail('scanner.scan-cancelled'));
  expect(desk.endTest()).toEqual(ok(null));
  expect(await second).toEqual(fail('scanner.scan-cancelled'));
});

test('the test of a photo decoder says how long the sample took, or what went wrong with it', async () => {
  const { desk } = deskAt(here);
  const trial = { kind: 'command', functionName: '', args: '{input}' } as const;
  expect(await desk.testPhotoDecoder({ ...trial, path: '/opt/wlt/decode' })).toEqual(
    ok({ ms: 120 }),
  );
  expect(await desk.testPhotoDecoder({ ...trial, path: '/opt/decode' })).toEqual(
    fail('photo-decoder.not-found', { file: 'decode' }),
  );
});
