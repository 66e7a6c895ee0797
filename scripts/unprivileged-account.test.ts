import { expect, it } from 'vitest';
import { accountEnvironment, mustChangeUser } from './unprivileged-account.ts';

it.each([
  ['linux', 0, true],
  ['linux', 1000, false],
  ['darwin', 0, false],
  ['win32', undefined, false],
] as const)('mustChangeUser on %s as %s', (platform, uid, expected) => {
  expect(mustChangeUser({ platform, uid })).toBe(expected);
});

it('accountEnvironment leaves root’s desktop, home and npm behind', () => {
  const env = {
    PATH: '/usr/bin',
    HOME: '/root',
    DISPLAY: ':0',
    XDG_RUNTIME_DIR: '/run/user/0',
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/0/bus',
    SUDO_USER: 'clerk',
    npm_config_cache: '/srv/npm-cache',
    TZ: 'Asia/Shanghai',
  };
  expect(accountEnvironment(env, '/var/tmp/run')).toEqual({
    PATH: '/usr/bin',
    TZ: 'Asia/Shanghai',
    HOME: '/var/tmp/run/home',
    TMPDIR: '/var/tmp/run/tmp',
    USER: 'mianzhengban',
    LOGNAME: 'mianzhengban',
  });
});
