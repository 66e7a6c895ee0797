import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectScanner } from '../../hardware/code-scanner/scanner.ts';
import { connectReader, type IdCardReader } from '../../hardware/id-card-reader/reader.ts';
import { bestWay } from '../../hardware/simulators/simulator-way.ts';
import { transportFor } from '../../hardware/transport/transport-for.ts';

const deviceScript = join(import.meta.dirname, '../device.ts');
const { PATH = '' } = process.env;

let folder: string;
let child: ChildProcess | undefined;
let shown: string;
let changed: () => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulate-'));
  shown = '';
  changed = () => undefined;
});
afterEach(async () => {
  const running = child;
  child = undefined;
  if (running !== undefined && running.exitCode === null) {
    running.kill('SIGKILL');
    await once(running, 'close');
  }
  await rm(folder, { recursive: true });
});

function run(program: string, args: readonly string[]): void {
  child = spawn(program, args, {
    cwd: folder,
    // "node" must be the one we run on: socat could not be told a path with a space in it.
    env: { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${PATH}` },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    shown += text.replaceAll('\u001b', 'ESC');
    changed();
  });
}

const device = (...args: string[]): void => run(process.execPath, [deviceScript, ...args]);

/** The same on a terminal, as a person would have it. */
const deviceOnTerminal = (...args: string[]): void =>
  run('socat', ['-', `EXEC:"node ${deviceScript} ${args.join(' ')}",pty,setsid,ctty,rawer`]);

/** Waits until this is shown, and forgets everything up to there. */
async function show(pattern: RegExp): Promise<string> {
  for (;;) {
    const found = pattern.exec(shown);
    if (found !== null) {
      shown = shown.slice(found.index + found[0].length);
      return found[0];
    }
    await new Promise<void>((resolve) => {
      changed = resolve;
    });
  }
}

const press = (keys: string): void => void child?.stdin?.write(keys);

async function connected(address: string): Promise<IdCardReader> {
  const reader = await connectReader(transportFor(address, 115_200), () => undefined);
  if (!reader.ok) throw new Error(reader.problem.code);
  return reader.value;
}

const address = /\/\S+tty|tcp:\S+\d(?=\n)/;

describe('a simulated reader, line by line', () => {
  it('has cards put on and taken off, faults and its cable', async () => {
    await writeFile(join(folder, 'faults'), 'on read: checksum 0x01\n');
    device('simulate-reader', '--script', 'faults', '--baud', '115200');
    const at = await show(address);
    const reader = await connected(at);
    press('1\n');
    await show(/放上 张测试/);
    expect(await reader.readCard({ timeoutMs: 5000 })).toMatchObject({ ok: true });
    await show(/读卡 read \[00033001\d\d\] → 成功 success \[AAAAAA96690508/);
    press('0\n');
    await show(/taken off/);
    press('f\n');
    await show(/faults on/);
    press('2\n');
    expect(await reader.readCard({ timeoutMs: 5000 })).toMatchObject({
      problem: { code: 'reader.damaged-answer' },
    });
    const lost = reader.readCard();
    press('u\n');
    await show(/unplugged/);
    expect(await lost).toMatchObject({ ok: false });
    press('f\nu\n');
    await show(/plugged in/);
    const again = await connected(at);
    expect(await again.readCard({ timeoutMs: 5000 })).toMatchObject({ ok: true });
    await again.close();
    press('q\n');
    expect(await once(child as ChildProcess, 'close')).toEqual([0, null]);
  });

  it.each([
    ['--deck', '{}', 'deck.malformed'],
    ['--script', 'on reed: cut 3', 'script.malformed'],
    ['--script', undefined, 'file.unreadable'],
  ])('does not begin with a wrong %s', async (option, content, code) => {
    if (content !== undefined) await writeFile(join(folder, 'file'), content);
    device('simulate-reader', option, 'file', '--json');
    expect(await show(/.*\n/)).toContain(`"code":"${code}"`);
    expect(await once(child as ChildProcess, 'close')).toEqual([1, null]);
  });
});

describe('a simulated scanner', () => {
  it('is shown the codes of a file', async () => {
    await writeFile(join(folder, 'codes'), 'first\n第二\n');
    device('simulate-scanner', '--codes', 'codes', '--baud', '115200');
    const at = await show(address);
    const scanner = await connectScanner(transportFor(at, 115_200), () => undefined);
    if (!scanner.ok) throw new Error(scanner.problem.code);
    const code = scanner.value.takeCode({ timeoutMs: 5000 });
    press('2\n');
    expect(await code).toMatchObject({ value: { text: '第二' } });
    await scanner.value.close();
    press('q\n');
    expect(await once(child as ChildProcess, 'close')).toEqual([0, null]);
  });
});

describe.runIf(bestWay() === 'pty')('a simulated reader on a terminal', () => {
  it('shows what lies on it and what it was asked, and leaves the terminal as it was', async () => {
    deviceOnTerminal('simulate-reader');
    const at = await show(/\/\S+tty/);
    await show(/感应区 on it: 没有 nothing/);
    await show(/ {2}2 {2}李样本 · 居民身份证/);
    press('2');
    await show(/on it: 李样本/);
    const reader = await connected(at);
    expect(await reader.readCard({ timeoutMs: 5000 })).toMatchObject({
      value: { card: { name: '李样本' } },
    });
    await show(/选卡 select .* → 成功 success/);
    press(' ');
    await show(/on it: 没有 nothing/);
    await reader.close();
    press('f');
    press('u');
    await show(/已拔线 unplugged/);
    press('u');
    await show(/已插上 plugged in/);
    press('q');
    await show(/ESC\[\?25hESC\[\?1049l/);
    expect(await once(child as ChildProcess, 'close')).toEqual([0, null]);
  });
});
