import { expect, test } from 'vitest';
import { findWindows } from './find-windows.ts';

const windows = [
  { id: 'A05', name: '综合窗口 A05', isStaffed: false },
  { id: 'A08', name: '综合窗口 A08', isStaffed: true },
  { id: 'B18', name: '社保窗口 B18', isStaffed: true },
];

test.each([
  ['', ['A08', 'B18', 'A05']],
  ['8', ['A08', 'B18']],
  ['08', ['A08']],
  [' a05 ', ['A05']],
  ['社保', ['B18']],
  ['C', []],
])('"%s" means %j', (typed, ids) => {
  expect(findWindows(windows, typed).map(({ id }) => id)).toEqual(ids);
});
