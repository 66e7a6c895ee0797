import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { processControl } from './process-control.ts';

const mebibyte = 2 ** 20;

/** Windows as far as it is asked: what tasklist answers, and what was run. */
function windows(answer: string) {
  const ran: string[] = [];
  const control = processControl({
    platform: 'win32',
    run: async (program, args) => {
      ran.push([program, ...args].join(' '));
      return answer;
    },
  });
  return { control, ran };
}

test.each([
  ['in Chinese and English', '"decode.exe","4711","Console","1","262,148 K"\r\n'],
  ['in German', '"decode.exe","4711","Console","1","262.148 K"\r\n'],
  ['in French, with a hard space', '"decode.exe","4711","Console","1","262\xa0148 K"\r\n'],
  ['under a name with a comma', '"a, b.exe","4711","Services","0","262148 K"\r\n'],
])('Windows tells the memory of a process %s', async (_how, line) => {
  const { control, ran } = windows(line);
  expect(await control.residentBytes(4711)).toBe(262_148 * 1024);
  expect(ran).toEqual([expect.stringMatching(/\\System32\\tasklist\.exe \/FI PID eq 4711 /)]);
});

test.each([
  ['INFO: No tasks are running which match the specified criteria.\r\n'],
  ['"other.exe","4712","Console","1","1,024 K"\r\n'],
  ['"decode.exe","4711","Console","1","N/A"\r\n'],
  [''],
])('Windows knows no memory of a process that is gone: %j', async (line) => {
  expect(await windows(line).control.residentBytes(4711)).toBeUndefined();
});

test('Windows ends a process with all it has started', () => {
  const { control, ran } = windows('');
  control.end(4711);
  expect(ran).toEqual([expect.stringMatching(/\\System32\\taskkill\.exe \/PID 4711 \/T \/F$/)]);
});

test('Linux tells the memory in use, in bytes, whatever its pages are', async () => {
  const control = processControl({
    platform: 'linux',
    readText: async (file) =>
      file === '/proc/4711/status' ? 'Name:\tdecode\nVmRSS:\t  262148 kB\n' : '',
  });
  expect(await control.residentBytes(4711)).toBe(262_148 * 1024);
  expect(await control.residentBytes(4712)).toBeUndefined();
});

test('Linux ends the group of a process, and the process itself where it leads none', () => {
  const killed: number[] = [];
  const control = processControl({
    platform: 'linux',
    kill: (pid) => {
      killed.push(pid);
      if (pid < 0) throw new Error('ESRCH');
    },
  });
  control.end(4711);
  expect(killed).toEqual([-4711, 4711]);
});

test.runIf(process.platform === 'linux' || process.platform === 'win32')(
  'a real process has memory until it is ended',
  async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { detached: true });
    await once(child, 'spawn');
    const pid = child.pid ?? 0;
    const control = processControl();
    // It has next to none in the moment in which it begins.
    await expect.poll(() => control.residentBytes(pid)).toBeGreaterThan(mebibyte);
    const gone = once(child, 'close');
    control.end(pid);
    await gone;
    expect(await control.residentBytes(pid)).toBeUndefined();
    control.end(pid);
  },
);
