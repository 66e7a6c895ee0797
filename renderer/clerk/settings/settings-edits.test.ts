import { expect, test } from 'vitest';
import { type CounterSettings, displayOfChoice, pendingChange } from './settings-edits.ts';

const left = { id: 1, label: 'DELL', bounds: { x: 0, y: 0, width: 1920, height: 1080 } };
const right = { id: 2, label: '', bounds: { x: 1920, y: 0, width: 1280, height: 800 } };

const settings: CounterSettings = {
  platformAddress: 'https://platform.example',
  windowId: 'A07',
  evaluatorDisplay: right,
  readerAddress: '/dev/ttyUSB0',
  readerBaud: 115_200,
  secondReaderAddress: '',
  secondReaderBaud: 115_200,
  scannerAddress: '',
  scannerBaud: 9600,
  wedge: { minLength: 6, maxGapMs: 30, prefix: '', suffix: '' },
  camera: '',
  documentCamera: '',
  photoDecoderKind: 'none',
  photoDecoderPath: '',
  photoDecoderFunction: '',
  photoDecoderArguments: '{input}',
  receiptPrinter: '',
  language: 'zh-CN',
};

test('nothing is pending until a value is another one than the one in force', () => {
  expect(pendingChange(settings, {})).toEqual({});
  expect(pendingChange(settings, settings)).toEqual({});
  const sameAgain = { id: 2, label: '', bounds: { height: 800, width: 1280, y: 0, x: 1920 } };
  expect(pendingChange(settings, { evaluatorDisplay: sameAgain })).toEqual({});
});

test('only what differs is sent, an emptied field among it', () => {
  const edits = { windowId: 'A07', readerAddress: '', scannerBaud: 115_200 } as const;
  expect(pendingChange(settings, edits)).toEqual({ readerAddress: '', scannerBaud: 115_200 });
});

test('a scanner that types can be slower, and can be none', () => {
  const slower = { minLength: 6, maxGapMs: 50, prefix: '', suffix: '' };
  expect(pendingChange(settings, { wedge: { ...slower, maxGapMs: 30 } })).toEqual({});
  expect(pendingChange(settings, { wedge: slower })).toEqual({ wedge: slower });
  expect(pendingChange(settings, { wedge: null })).toEqual({ wedge: null });
  expect(pendingChange({ ...settings, wedge: null }, { wedge: slower })).toEqual({ wedge: slower });
});

test('the display can be changed to another one and to none', () => {
  expect(pendingChange(settings, { evaluatorDisplay: left })).toEqual({ evaluatorDisplay: left });
  expect(pendingChange(settings, { evaluatorDisplay: null })).toEqual({ evaluatorDisplay: null });
  const moved = { ...right, bounds: { ...right.bounds, x: -1280 } };
  expect(pendingChange(settings, { evaluatorDisplay: moved })).toEqual({ evaluatorDisplay: moved });
});

test.each([
  ['as it was', right, 2],
  ['under another id after a restart', { ...right, id: 7 }, 2],
  ['with another name under its id', { ...right, label: 'HDMI' }, 2],
  ['with another id and name', { ...right, id: 7, label: 'HDMI' }, undefined],
  ['at another place', { ...right, bounds: { ...right.bounds, x: 0 } }, undefined],
])('a display chosen when it was %s', (_how, choice, id) => {
  expect(displayOfChoice([left, right], choice)?.id).toBe(id);
});
