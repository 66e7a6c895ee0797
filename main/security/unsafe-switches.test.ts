import { expect, test } from 'vitest';
import { unsafeSwitches } from './unsafe-switches.ts';

const everywhere: readonly [string, string][] = [
  ['--remote-debugging-port=9222', 'remote-debugging-port'],
  ['--remote-debugging-port', 'remote-debugging-port'],
  ['--remote-debugging-pipe', 'remote-debugging-pipe'],
  ['--remote-debugging-address=0.0.0.0', 'remote-debugging-address'],
  ['-remote-debugging-port=9222', 'remote-debugging-port'],
  ['--REMOTE-Debugging-Port=9222', 'remote-debugging-port'],
  ['--inspect', 'inspect'],
  ['--inspect=0.0.0.0:9229', 'inspect'],
  ['--inspect-brk', 'inspect-brk'],
  ['--inspect-brk-node=1', 'inspect-brk-node'],
  ['--no-sandbox', 'no-sandbox'],
  ['-no-sandbox', 'no-sandbox'],
  ['--no-sandbox=', 'no-sandbox'],
  ['--no-sandbox=false', 'no-sandbox'],
  ['--no-sandbox=\n', 'no-sandbox'],
  ['--disable-web-security', 'disable-web-security'],
  ['--disable-web-security=1', 'disable-web-security'],
  ['--js-flags=--expose-gc', 'js-flags'],
  ['--disable-site-isolation-trials', 'disable-site-isolation-trials'],
  ['--allow-running-insecure-content', 'allow-running-insecure-content'],
  ['--load-extension=/tmp/x', 'load-extension'],
  ['--proxy-bypass-list=*', 'proxy-bypass-list'],
  ['--ignore-certificate-errors', 'ignore-certificate-errors'],
  ['--ignore-certificate-errors-spki-list=x', 'ignore-certificate-errors-spki-list'],
  ['--disable-gpu-sandbox', 'disable-gpu-sandbox'],
  ['--disable-setuid-sandbox', 'disable-setuid-sandbox'],
  ['--single-process', 'single-process'],
  ['--renderer-cmd-prefix=gdb', 'renderer-cmd-prefix'],
  ['--utility-cmd-prefix=gdb', 'utility-cmd-prefix'],
  ['--gpu-launcher=gdb', 'gpu-launcher'],
  ['--ssl-key-log-file=keys', 'ssl-key-log-file'],
  ['--log-net-log=net.json', 'log-net-log'],
  ['--host-resolver-rules=MAP * 127.0.0.1', 'host-resolver-rules'],
];

test.each(everywhere)('%s is refused on every system', (argument, name) => {
  for (const platform of ['linux', 'win32', 'darwin'] as const) {
    expect(unsafeSwitches(['app', argument], platform)).toEqual([name]);
  }
});

test.each([
  ['/no-sandbox', 'no-sandbox'],
  ['/Remote-Debugging-Port=9222', 'remote-debugging-port'],
  ['/inspect', 'inspect'],
])('%s is a switch on Windows, and a path elsewhere', (argument, name) => {
  expect(unsafeSwitches(['app', argument], 'win32')).toEqual([name]);
  expect(unsafeSwitches(['app', argument], 'linux')).toEqual([]);
});

test.each([
  '--user-data-dir=/home/counter/remote-debugging-port',
  '--password-store=gnome-libsecret',
  '--ozone-platform=x11',
  '--ozone-platform-hint=auto',
  '--no-sandbox-and-elevated',
  '--disable-web-security-check',
  '--lang=zh-CN',
  '--disable-gpu',
  '--force-device-scale-factor=2',
  'no-sandbox',
  'inspect',
  '',
  '-',
  '--',
])('%s passes', (argument) => {
  for (const platform of ['linux', 'win32', 'darwin'] as const) {
    expect(unsafeSwitches(['/opt/mianzhengban/mianzhengban', argument], platform)).toEqual([]);
  }
});

test('all that are refused are named, in order, without their values', () => {
  const argv = ['app', '--inspect=9229', '--lang=zh-CN', '--no-sandbox', '--js-flags=--secret'];
  expect(unsafeSwitches(argv, 'linux')).toEqual(['inspect', 'no-sandbox', 'js-flags']);
});
