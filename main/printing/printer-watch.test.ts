import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchPrinters } from './printer-watch.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('nothing is claimed before the system has been asked; then a printer that comes or goes is noticed', async () => {
  let names = ['office'];
  const onChange = vi.fn();
  const watch = watchPrinters({
    list: async () => names.map((name) => ({ name })),
    wanted: () => '',
    onChange,
  });
  expect(watch.state()).toEqual({ state: 'unknown' });
  expect(await watch.look()).toEqual(['office']);
  expect(watch.state()).toEqual({ state: 'ready', name: 'office' });
  names = [];
  await vi.advanceTimersByTimeAsync(60_000);
  expect(watch.state()).toEqual({ state: 'none' });
  expect(onChange).toHaveBeenCalledTimes(2);
  watch.stop();
});

test('a system that cannot be asked has no printer', async () => {
  const watch = watchPrinters({
    list: () => Promise.reject(new Error('no spooler')),
    wanted: () => '',
    onChange: () => undefined,
  });
  expect(await watch.look()).toEqual([]);
  expect(watch.state()).toEqual({ state: 'none' });
  watch.stop();
});
