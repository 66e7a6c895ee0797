import { expect, test } from 'vitest';
import type { DisplayChoice } from '../../src/contracts/settings.ts';
import { type DisplayFacts, isSamePlace, listDisplays, placeWindows } from './placement.ts';

function display(id: number, x: number, y = 0, width = 1920, height = 1080): DisplayFacts {
  const bounds = { x, y, width, height };
  return { id, label: `DP-${id}`, bounds, workArea: { ...bounds, height: height - 40 } };
}

/** A display as a technician chose it, with what has become of it since. */
function choiceOf({ id, label, bounds }: DisplayFacts, since: Partial<DisplayChoice> = {}) {
  return { id, label, bounds, ...since };
}

const clerk = display(1, 0);
const right = display(2, 1920);
const left = display(3, -1920);
const leftAbove = display(4, -1920, -1080);
const mirror = display(5, 0);
const smallMirror = display(6, 0, 0, 1280, 800);
const overlapping = display(7, 1919);
const twin = { ...right, id: clerk.id };
const unplugged: DisplayFacts = { ...left, detected: false };

const own = (shown: DisplayFacts, usedInstead = false) => ({
  clerk,
  evaluator: { display: shown, isShared: false, usedInstead },
});
const none = { clerk };
const shared = { clerk, evaluator: { display: clerk, isShared: true, usedInstead: false } };

test.each<[string, readonly DisplayFacts[], DisplayFacts]>([
  ['to the right', [clerk, right], right],
  ['to the left', [clerk, left], left],
  ['that is listed before the clerk’s', [right, clerk], right],
  ['that is the leftmost of several', [clerk, right, left], left],
  ['that is the upper of two on the left', [clerk, right, left, leftAbove], leftAbove],
  ['beside one that is known and not there', [clerk, right, unplugged], right],
  ['beside one that mirrors the clerk’s', [mirror, clerk, right], right],
  ['whose edge overlaps by a pixel', [clerk, overlapping], overlapping],
  ['whose id is the clerk’s, as rounding makes it', [clerk, twin], twin],
])('without a choice the citizen’s window has the display %s to itself', (_w, displays, shown) => {
  for (const mayShare of [false, true]) {
    expect(placeWindows(displays, clerk, null, mayShare)).toEqual(own(shown));
  }
});

test.each<[string, readonly DisplayFacts[], DisplayChoice, ReturnType<typeof own>]>([
  ['is there', [clerk, left, right], choiceOf(right), own(right)],
  [
    'is there, and has been moved',
    [clerk, left, right],
    choiceOf(right, { bounds: leftAbove.bounds }),
    own(right),
  ],
  [
    'has another id since the last start, and the same name and place',
    [clerk, left, right],
    choiceOf(right, { id: 99 }),
    own(right),
  ],
  [
    'has the id of the clerk’s since the last start, and is where it was',
    [clerk, left, right],
    choiceOf(right, { id: clerk.id }),
    own(right),
  ],
  [
    'has the id of another one as well, and is where it was',
    [clerk, { ...left, id: right.id }, right],
    choiceOf(right),
    own(right),
  ],
  [
    'is not there: another has its place and another name',
    [clerk, left, right],
    choiceOf(right, { id: 99, label: 'HDMI-1' }),
    own(left, true),
  ],
  [
    'is not there: another has its name and another place',
    [clerk, left, right],
    choiceOf(right, { id: 99, bounds: leftAbove.bounds }),
    own(left, true),
  ],
  ['is unplugged', [clerk, right], choiceOf(left), own(right, true)],
  ['is known and not there', [clerk, right, unplugged], choiceOf(left), own(right, true)],
  ['has become the clerk’s', [clerk, left, right], choiceOf(clerk), own(left)],
  ['mirrors the clerk’s', [clerk, mirror, right], choiceOf(mirror), own(right, true)],
])(
  'when the chosen display %s, the window goes where it belongs',
  (_how, displays, choice, placed) => {
    for (const mayShare of [false, true]) {
      expect(placeWindows(displays, clerk, choice, mayShare)).toEqual(placed);
    }
  },
);

test.each<[string, readonly DisplayFacts[], DisplayChoice | null]>([
  ['is alone', [clerk], null],
  ['is not even listed', [], null],
  ['is alone, whatever was chosen', [clerk], choiceOf(right)],
  ['is alone and was chosen itself', [clerk], choiceOf(clerk)],
  ['is beside one that is known and not there', [clerk, unplugged], choiceOf(unplugged)],
  ['is mirrored', [clerk, mirror], choiceOf(mirror)],
  ['is mirrored by a smaller one', [clerk, smallMirror], null],
])(
  'when the clerk’s display %s, the citizen’s window is on it only where it may be',
  (_how, displays, choice) => {
    expect(placeWindows(displays, clerk, choice, false)).toEqual(none);
    expect(placeWindows(displays, clerk, choice, true)).toEqual(shared);
  },
);

test('a smaller display is mirrored just as well', () => {
  expect(placeWindows([smallMirror, mirror], smallMirror, null, false)).toEqual({
    clerk: smallMirror,
  });
});

test('the displays are left in the order they were given', () => {
  const displays = Object.freeze([clerk, right, left]);
  expect(() => placeWindows(displays, clerk, null, false)).not.toThrow();
});

test('the displays are numbered from left to right, and each says whose it is', () => {
  const displays = [clerk, right, leftAbove, mirror, unplugged];
  const listed = listDisplays(displays, placeWindows(displays, clerk, choiceOf(right), false));
  expect(
    listed.map(({ number, id, isClerk, isEvaluator }) => [number, id, isClerk, isEvaluator]),
  ).toEqual([
    [1, leftAbove.id, false, false],
    [2, clerk.id, true, false],
    [3, mirror.id, true, false],
    [4, right.id, false, true],
  ]);
  expect(listed[3]).toMatchObject(choiceOf(right));
});

test('a display that both windows share is both the clerk’s and the citizen’s', () => {
  expect(listDisplays([clerk], placeWindows([clerk], clerk, null, true))).toMatchObject([
    { number: 1, isClerk: true, isEvaluator: true },
  ]);
  expect(listDisplays([clerk], placeWindows([clerk], clerk, null, false))).toMatchObject([
    { isClerk: true, isEvaluator: false },
  ]);
});

const place = { display: right, isShared: false, usedInstead: false };

test.each([
  ['another display', { ...place, display: left }, false],
  [
    'the same display with another resolution',
    { ...place, display: display(2, 1920, 0, 1280, 800) },
    false,
  ],
  ['the same display, shared', { ...place, isShared: true }, false],
  [
    'the same display, whose work area has changed',
    { ...place, display: { ...right, workArea: right.bounds } },
    true,
  ],
  ['the same display, in another one’s stead', { ...place, usedInstead: true }, true],
])('%s is or is not the same place', (_what, other, isSame) => {
  expect(isSamePlace(place, other)).toBe(isSame);
});
