import { expect, test } from 'vitest';
import { type DisplayFacts, placeWindows } from './placement.ts';

function display(id: number, x: number, y = 0): DisplayFacts {
  const bounds = { x, y, width: 1920, height: 1080 };
  return { id, bounds, workArea: { ...bounds, height: 1040 } };
}
const primary = display(1, 0);
const right = display(2, 1920);
const left = display(3, -1920);
const leftAbove = display(4, -1920, -1080);

test.each<[string, readonly DisplayFacts[], DisplayFacts]>([
  ['to the right', [primary, right], right],
  ['to the left', [primary, left], left],
  ['that is listed before the clerk’s', [right, primary], right],
  ['that is the leftmost of several', [primary, right, left], left],
  ['that is the upper of two on the left', [primary, right, left, leftAbove], leftAbove],
  ['that shows the same as the clerk’s', [primary, display(5, 0)], display(5, 0)],
])('the citizen’s window has the display %s to itself', (_where, displays, own) => {
  for (const mayShare of [false, true]) {
    expect(placeWindows(displays, primary, mayShare)).toEqual({
      clerk: primary,
      evaluator: { display: own, isShared: false },
    });
  }
});

test('with the clerk’s display alone there is no place for the citizen’s window', () => {
  expect(placeWindows([primary], primary, false)).toEqual({ clerk: primary });
  expect(placeWindows([], primary, false)).toEqual({ clerk: primary });
});

test('where it may be shared, the clerk’s display is the place, and is said to be shared', () => {
  expect(placeWindows([primary], primary, true)).toEqual({
    clerk: primary,
    evaluator: { display: primary, isShared: true },
  });
});

test('the displays are left in the order they were given', () => {
  const displays = Object.freeze([primary, right, left]);
  expect(() => placeWindows(displays, primary, false)).not.toThrow();
});
