import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  fingerprintPattern,
  photoPattern,
} from '../hardware/simulators/card-reader/card-frames.ts';
import {
  exampleHkmtPermit,
  examplePermanentResident2017,
  examplePermanentResident2023,
  exampleResident,
} from '../hardware/simulators/card-reader/example-cards.ts';
import {
  launchSimulator,
  type RunningSimulator,
} from '../hardware/simulators/card-reader/launch-simulator.ts';
import { people } from '../reference-platform/seed/people.ts';

let reader: RunningSimulator;
beforeAll(async () => {
  reader = await launchSimulator();
});
afterEach(async () => {
  await reader.setScript('');
  await reader.liftCard();
});
afterAll(() => reader.stop());

const devicePath = join(import.meta.dirname, 'device.ts');

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

/** Runs the command as a person or a script would, to its end. */
function device(...args: string[]): Promise<Run> {
  const child = spawn(process.execPath, [devicePath, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let out = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, errors }));
  });
}

/** The one JSON value on standard output, which is all there is on it. */
function only({ out }: Run): unknown {
  expect(out).toMatch(/^[^\n]+\n$/);
  return JSON.parse(out);
}

const readCard = (...more: string[]) =>
  device('read-card', '--port', reader.address, '--json', ...more);

/** Runs the scan command on a line whose scanner sends `bytes` to whoever opens it. */
async function scan(bytes: string, ...more: string[]): Promise<Run> {
  const line = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.write(bytes);
  });
  line.listen(0, '127.0.0.1');
  await once(line, 'listening');
  const { port } = line.address() as AddressInfo;
  try {
    return await device('scan', '--port', `tcp://127.0.0.1:${port}`, ...more);
  } finally {
    line.close();
  }
}

/** The message names what happened and what to do, so it is more than the code and has nothing left to fill. */
const failureJson = (code: string) => ({
  ok: false,
  failure: { code, message: expect.stringMatching(/^(?!.*\{\{)[^\x20-\x7e]+/) },
});

const digest = (bytes: Uint8Array) => ({
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

test('a card is one JSON value with every field, the photo as its digest', async () => {
  await reader.placeCard(exampleResident);
  const run = await readCard();
  const ms = { find: expect.any(Number), select: expect.any(Number), read: expect.any(Number) };
  expect(only(run)).toStrictEqual({
    ok: true,
    card: {
      kind: 'resident',
      name: '张测试',
      sex: '1',
      ethnicity: '01',
      birthDate: '1900-01-01',
      address: '广东省佛山市禅城区测试路1号',
      idNumber: '440604190001010017',
      authority: '佛山市公安局禅城分局',
      validFrom: '2024-01-01',
      validTo: 'long-term',
      photo: { format: 'wlt', ...digest(photoPattern()) },
    },
    samId: '05.03-20140101-0001234567-1234567890',
    ms: { ...ms, total: expect.any(Number) },
  });
  expect(run).toMatchObject({ code: 0, errors: '' });
});

test.each([exampleHkmtPermit, examplePermanentResident2017, examplePermanentResident2023])(
  'every kind of card has its own fields: $kind',
  async (card) => {
    await reader.placeCard(card);
    expect(only(await readCard())).toMatchObject({
      ok: true,
      card: { ...card, photo: { format: 'wlt', ...digest(photoPattern()) } },
    });
    const run = await device('read-card', '--port', reader.address);
    expect(run.code).toBe(0);
    for (const [field, value] of Object.entries(card)) {
      if (field !== 'kind' && field !== 'sex' && field !== 'oldNumberLink') {
        expect(run.out).toContain(value);
      }
    }
  },
);

test('what else is on the chip is read when it is asked for', async () => {
  const addresses = ['广东省佛山市顺德区新址路9号', '广东省佛山市禅城区旧址街3号'];
  const asked = ['--fingerprint', '--addresses', '--body-number'];
  await reader.placeCard(exampleResident, { hasFingerprint: true, addresses });
  expect(only(await readCard(...asked))).toMatchObject({
    card: {
      name: '张测试',
      fingerprint: digest(fingerprintPattern()),
      addresses,
      iinSnDn: '0102030405060708090A0B0C0D0E0F101112131415161718191A1B1C',
    },
  });
  await reader.placeCard(exampleHkmtPermit);
  expect(only(await readCard(...asked))).toMatchObject({
    card: { fingerprint: null, addresses: [] },
  });
});

test('a code that no standard has and a warning are words for whoever reads', async () => {
  await reader.placeCard({ ...exampleResident, ethnicity: '57', sex: '2' });
  const { out } = await device('read-card', '--port', reader.address, '--addresses');
  expect(out).toContain('性别：女');
  expect(out).toContain('民族：未识别（57）');
  expect(out).toContain('追加住址：卡内没有');
  expect(out).toContain('注意：性别与证件号码不符');
});

test('without --json a person reads the same in words', async () => {
  const { card } = people.tooYoung;
  await reader.placeCard(card);
  const run = await device('read-card', '--port', reader.address);
  expect(run).toMatchObject({ code: 0, errors: '' });
  for (const text of [card.name, card.idNumber, card.address, '2019-06-03 至 2039-06-03']) {
    expect(run.out).toContain(text);
  }
});

test('when no card comes in time it says so and fails', async () => {
  const run = await readCard('--timeout', '500');
  expect(only(run)).toStrictEqual(failureJson('card.not-presented'));
  expect(run).toMatchObject({ code: 1, errors: '' });
});

test('a port that is not there is named as such', async () => {
  const run = await device('read-card', '--port', '/dev/ttyNobody', '--json');
  expect(only(run)).toStrictEqual(failureJson('port.not-found'));
  expect(run.code).toBe(1);
});

test.each<[string, string, string]>([
  ['a damaged answer', 'reader.damaged-answer', 'on read: checksum 0x01'],
  ['a card that is lifted while it is read', 'card.removed-during-read', 'on read 1: lift at 700'],
  ['a module that says the card has gone', 'card.removed-during-read', 'on read 1: lift'],
])('%s is %s', async (_what, code, fault) => {
  await reader.setScript(fault);
  await reader.placeCard(exampleResident);
  const run = await readCard();
  expect(only(run)).toStrictEqual(failureJson(code));
  expect(run).toMatchObject({ code: 1, errors: '' });
});

test('a number with a wrong check character is not given out', async () => {
  await reader.placeCard({ ...exampleResident, idNumber: '440604190001010018' });
  const run = await readCard();
  expect(only(run)).toStrictEqual(failureJson('card.wrong-check-digit'));
  expect(run.code).toBe(1);
});

test('without --json a failure goes to standard error, with its code', async () => {
  const run = await device('read-card', '--port', '/dev/ttyNobody');
  expect(run).toMatchObject({ code: 1, out: '' });
  expect(run.errors).toContain('port.not-found');
});

test('each scanned code is one line of JSON with its text and its very bytes', async () => {
  const codes = ['佛山\u001b[2J\u202e<b>', 'second'];
  const run = await scan(`${codes.join('\r')}\r`, '--count', '2', '--json');
  expect(
    run.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toStrictEqual(
    codes.map((text) => ({
      text,
      bytesBase64: Buffer.from(text).toString('base64'),
      symbology: 'unknown',
      source: 'serial',
      ms: expect.any(Number),
    })),
  );
  expect(run).toMatchObject({ code: 0, errors: '' });
});

test('scanning ends with its time, well if a code has come', async () => {
  const run = await scan('one\r', '--timeout', '300', '--json');
  expect(only(run)).toMatchObject({ text: 'one' });
  expect(run.code).toBe(0);
});

test('without --json a code cannot steer the terminal of whoever scans it', async () => {
  expect(await scan('佛山\u001b[2J\u202e<b>\r', '--count', '1')).toMatchObject({
    code: 0,
    out: '码（16 字节）：佛山\\u{1b}[2J\\u{202e}<b>\n',
    errors: '',
  });
});

test('when no code comes in time it says so and fails', async () => {
  const run = await scan('', '--timeout', '300', '--json');
  expect(only(run)).toStrictEqual(failureJson('scanner.nothing-scanned'));
  expect(run).toMatchObject({ code: 1, errors: '' });
});

test('a code that is too long is refused by name, and nothing of it is shown', async () => {
  const run = await scan('7'.repeat(7089), '--json');
  expect(only(run)).toStrictEqual(failureJson('scanner.code-too-long'));
  expect(run).toMatchObject({ code: 1, errors: '' });
});

test('a scanner’s port that is not there is named as such', async () => {
  const run = await device('scan', '--port', '/dev/ttyNobody', '--json');
  expect(only(run)).toStrictEqual(failureJson('port.not-found'));
  expect(run.code).toBe(1);
});

test('list gives the ports as one JSON value', async () => {
  const run = await device('list', '--json');
  expect(only(run)).toStrictEqual({
    ok: true,
    serial: expect.any(Array),
    hid: expect.any(Array),
    usb: expect.any(Array),
  });
  expect(run).toMatchObject({ code: 0, errors: '' });
});

describe('record and replay', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trace-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  interface Told {
    readonly event?: string;
    readonly failure?: { readonly code: string };
  }
  /** What a command has told, without its moments. */
  const told = ({ out }: Run) =>
    out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Told)
      .filter(({ event }) => event !== undefined)
      .map(({ event, failure }) => `${event} ${failure?.code ?? ''}`.trim());

  test('a reader’s trouble can be had again, without the people', async () => {
    const out = join(folder, 'trace.jsonl');
    await reader.setScript('on read: cut 700');
    await reader.placeCard(exampleResident);
    const live = await device(
      ...['record', '--port', reader.address, '--out', out, '--seconds', '3', '--json'],
    );
    expect(live).toMatchObject({ code: 0, errors: '' });
    expect(told(live)).toContain('card-read-failed reader.truncated-answer');
    const trace = await readFile(out, 'utf8');
    expect(trace).not.toContain(Buffer.from('张测试', 'utf16le').toString('hex').toUpperCase());
    expect(trace).not.toContain(Buffer.from('4406', 'utf16le').toString('hex').toUpperCase());
    const replayed = await device('replay', out, '--json');
    expect(replayed).toMatchObject({ code: 0, errors: '' });
    expect(told(replayed)).toEqual(told(live));
    expect(only(await device('read-card', '--port', `trace:${out}`, '--json'))).toStrictEqual(
      failureJson('reader.truncated-answer'),
    );
  });

  test('a recording ends when whoever started it says so', async () => {
    const out = join(folder, 'trace.jsonl');
    const child = spawn(
      process.execPath,
      [devicePath, 'record', '--port', reader.address, '--out', out],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(await readFile(out, 'utf8')).toMatch(/"dir":"end"}\n$/);
  });

  test.each([
    ['nothing there', undefined, 'file.unreadable'],
    ['something else', 'no trace', 'trace.malformed'],
  ])('what is no trace is named as such: %s', async (_what, content, code) => {
    const file = join(folder, 'trace.jsonl');
    if (content !== undefined) await writeFile(file, content);
    const run = await device('replay', file, '--json');
    expect(only(run)).toStrictEqual(failureJson(code));
    expect(run.code).toBe(1);
  });

  test('a recording that cannot be written is named as such', async () => {
    const out = join(folder, 'no-such-folder', 'trace.jsonl');
    const run = await device(
      ...['record', '--port', reader.address, '--out', out, '--seconds', '0.5', '--json'],
    );
    expect(run.out).toContain('"code":"file.not-written"');
    expect(run.code).toBe(1);
  });
});

test('diagnose says how the reader answers, and whose it is not', async () => {
  await reader.placeCard(exampleResident);
  const run = await device('diagnose', '--port', reader.address, '--json');
  expect(run).toMatchObject({ code: 0, errors: '' });
  const { findings } = only(run) as { findings: { item: string; state: string; value: string }[] };
  const about = (item: string) => findings.find((finding) => finding.item.includes(item));
  expect(about('SAM ID')).toMatchObject({ value: '05.03-20140101-0001234567-1234567890' });
  expect(about('round trip')?.value).toMatch(/^[\d.]+ \/ [\d.]+ \/ [\d.]+ ms.*20/);
  expect(about('errors')).toMatchObject({ state: 'good', value: '0/20' });
  expect(run.out).not.toContain(exampleResident.name);
});

test('diagnose without a device still says what to do', async () => {
  const run = await device('diagnose', '--port', '/dev/ttyNobody');
  expect(run).toMatchObject({ code: 0, errors: '' });
  expect(run.out).toMatch(/✗ 读卡器 reader \/dev\/ttyNobody +port\.not-found\n {4}→ 找不到端口/);
});

test.each([
  ['nothing', []],
  ['an unknown command', ['eject-card']],
  ['two commands', ['list', 'read-card']],
  ['no port', ['read-card', '--json']],
  ['a scan without a port', ['scan']],
  ['a name of the language', ['constructor', '--port', '/dev/ttyS0', '--baud', '9600']],
  ['an option nobody knows', ['list', '--jason']],
  ['a recording without a file', ['record', '--port', '/dev/ttyS0']],
  ['a recording of no time', ['record', '--port', 'COM1', '--out', 'x', '--seconds', '0']],
  ['a replay of nothing', ['replay']],
  ['a simulator without speed', ['simulate-reader', '--baud', 'fast']],
  ['a time-out that is none', ['read-card', '--port', '/dev/ttyS0', '--timeout', 'soon']],
  ['a speed that is none', ['read-card', '--port', '/dev/ttyS0', '--baud', '0']],
])('%s is answered by the usage on standard error', async (_what, args) => {
  const run = await device(...args);
  expect(run).toMatchObject({ code: 2, out: '' });
  expect(run.errors).toContain('device read-card --port ADDRESS');
});
