import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../storage/testing/temporary-folder.ts';
import { keepMemoryOutOfDumps } from './core-dumps.ts';

/** Processes as a Linux kernel shows them: each with the children of its threads. */
function processesIn(folder: string, processes: Readonly<Record<number, readonly string[]>>) {
  for (const [pid, threads] of Object.entries(processes)) {
    for (const [index, children] of threads.entries()) {
      const task = join(folder, pid, 'task', String(Number(pid) + index));
      mkdirSync(task, { recursive: true });
      writeFileSync(join(task, 'children'), children);
    }
    writeFileSync(join(folder, pid, 'coredump_filter'), '00000033\n');
  }
  return (pid: number) => readFileSync(join(folder, String(pid), 'coredump_filter'), 'utf8');
}

test('a process and all its descendants have dumps without memory, and no other has', () => {
  const folder = temporaryFolder();
  const filterOf = processesIn(folder, {
    10: ['11 12 ', '13 '],
    11: ['14 '],
    12: [''],
    13: [''],
    14: [''],
    20: [''],
  });
  expect(keepMemoryOutOfDumps('linux', 10, folder)).toBe('kept-out');
  expect([10, 11, 12, 13, 14].map(filterOf)).toEqual(['0', '0', '0', '0', '0']);
  expect(filterOf(20)).toBe('00000033\n');
});

test('a descendant that has ended, or may not be changed, keeps nobody else from it', () => {
  const folder = temporaryFolder();
  const filterOf = processesIn(folder, { 10: ['11 12 '], 12: [''] });
  expect(keepMemoryOutOfDumps('linux', 10, folder)).toBe('kept-out');
  expect(filterOf(12)).toBe('0');
});

test('that it cannot be settled is told', () => {
  expect(keepMemoryOutOfDumps('linux', 10, temporaryFolder())).toBe('refused');
});

test('nothing is touched where a process cannot settle it for itself', () => {
  const folder = temporaryFolder();
  const filterOf = processesIn(folder, { 10: [''] });
  expect(keepMemoryOutOfDumps('win32', 10, folder)).toBe('not-ours');
  expect(filterOf(10)).toBe('00000033\n');
});

test.skipIf(process.platform !== 'linux')(
  'the kernel takes it: of a process, and of a child that comes later (Linux)',
  async () => {
    // A shell stands for the application: it waits for us, and its later children show what they have inherited.
    const shell = spawn('sh', ['-c', 'echo ready; read line; cat /proc/self/coredump_filter']);
    await once(shell.stdout, 'data');
    expect(keepMemoryOutOfDumps(process.platform, shell.pid ?? 0)).toBe('kept-out');
    const said = once(shell.stdout, 'data');
    shell.stdin.end('go\n');
    expect(Number(String((await said)[0]))).toBe(0);
  },
);
