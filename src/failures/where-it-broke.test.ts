import { expect, test } from 'vitest';
import { whereItBroke } from './where-it-broke.ts';

test('tells the kind of error and places of the program, and nothing of the message', () => {
  const thrown = new RangeError(
    '陈桂芳 440699195206120024\n    at card (number:440699195206120024:1)',
  );
  const { cause, frames } = whereItBroke(thrown);
  expect(cause).toBe('RangeError');
  expect(frames[0]).toMatch(/^where-it-broke\.test\.ts:\d+:\d+$/);
  expect(frames.length).toBeLessThanOrEqual(10);
  expect(frames.join()).not.toContain('440699195206120024');
});

test('reads the places of a page and of main alike', () => {
  const thrown = new Error('x');
  thrown.stack = [
    'Error: x',
    '    at zt (app://clerk/assets/index-Bk2k_dRd.js:8:135989)',
    '    at async Object.open (C:\\免证办\\resources\\app.asar\\out\\main\\counter.cjs:120:7)',
    '    at app://clerk/assets/index-Bk2k_dRd.js:9:1',
    '    at new Promise (<anonymous>)',
  ].join('\n');
  expect(whereItBroke(thrown).frames).toEqual([
    'index-Bk2k_dRd.js:8:135989',
    'counter.cjs:120:7',
    'index-Bk2k_dRd.js:9:1',
  ]);
});

test.for(['', '$ZodError', 'Some error', '陈桂芳'])(
  'an error that calls itself "%s" is an error',
  (name) => {
    expect(whereItBroke(Object.assign(new Error('x'), { name })).cause).toBe('Error');
  },
);

test('whatever else is thrown is told by its type', () => {
  expect(whereItBroke('陈桂芳')).toEqual({ cause: 'string', frames: [] });
});
