import { expect, it } from 'vitest';
import { dummyXorgConfig, needsHeadlessSession, secondDisplay } from './desktop-session.ts';

it.each([
  ['linux', {}, false, true],
  ['linux', { DISPLAY: '' }, false, true],
  ['linux', { DISPLAY: ':0' }, false, false],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, false, false],
  ['linux', { DISPLAY: ':0' }, true, true],
  ['win32', {}, true, false],
  ['darwin', {}, false, false],
] as const)(
  'needsHeadlessSession on %s with %j, asked for: %s',
  (platform, env, headless, expected) => {
    expect(needsHeadlessSession({ platform, env, headless })).toBe(expected);
  },
);

it('dummyXorgConfig holds both modes, the first display’s at start, and room for both', () => {
  const config = dummyXorgConfig([
    { width: 1366, height: 768 },
    { width: 1280, height: 800 },
  ]);
  expect(config).toContain('Modeline "1366x768" 65.52 1366 1367 1368 1400 768 769 770 780');
  expect(config).toContain('Modeline "1280x800"');
  expect(config).toContain('Modes "1366x768"');
  expect(config).toContain('Virtual 2646 800');
});

it('dummyXorgConfig names a mode once when the displays are alike', () => {
  const size = { width: 1024, height: 768 };
  expect(dummyXorgConfig([size, size]).match(/Modeline/g)).toHaveLength(1);
});

it('secondDisplay is the headless session’s alone', () => {
  expect(secondDisplay({ DISPLAY: ':0' })).toBeUndefined();
  expect(secondDisplay({ DISPLAY: ':9', MZB_SECOND_DISPLAY: '1280x800' })).toBeDefined();
});
