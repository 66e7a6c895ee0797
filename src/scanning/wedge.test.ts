import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type KeyStroke,
  quietWedge,
  settleWedge,
  takeStroke,
  usualWedge,
  type WedgeSettings,
  wedgeSilenceMs,
} from './wedge.ts';

const plain = {
  isComposing: false,
  isRepeated: false,
  hasModifier: false,
  isCapsLockOn: false,
  isIntoField: true,
} as const;

/** Keys one after the other, so many milliseconds apart. */
function keys(names: readonly string[], gapMs: number, more: Partial<KeyStroke> = {}): KeyStroke[] {
  return names.map((key, index) => ({ ...plain, key, at: index * gapMs, ...more }));
}

const typed = (text: string, gapMs = 10, more: Partial<KeyStroke> = {}): KeyStroke[] =>
  keys(
    [...text].map((key) => (key === '\n' ? 'Enter' : key)),
    gapMs,
    more,
  );

/** What came of some keys: the codes, and which keys reached the window. */
function hear(strokes: readonly KeyStroke[], settings: WedgeSettings = usualWedge) {
  const codes: string[] = [];
  const passed: string[] = [];
  let undone = 0;
  let state = quietWedge;
  for (const stroke of strokes) {
    const verdict = takeStroke(settings, state, stroke);
    state = verdict.state;
    if (verdict.code !== undefined) codes.push(verdict.code);
    if (verdict.hasBecomeCertain) {
      undone = passed.length;
      passed.length = 0;
    }
    if (!verdict.isTaken) passed.push(stroke.key);
  }
  const last = settleWedge(settings, state);
  if (last !== undefined) codes.push(last);
  return { codes, passed, undone };
}

describe('a scanner that types', () => {
  it('is heard, and nothing of it stays in the window', () => {
    expect(hear(typed('FS202611270001\n'))).toEqual({
      codes: ['FS202611270001'],
      passed: [],
      undone: 5,
    });
  });

  it.each(['Enter', 'Tab'])('may end its codes with %s', (end) => {
    expect(hear(keys([...'ABCDEFGH', end], 20)).codes).toEqual(['ABCDEFGH']);
  });

  it('may end its codes with nothing', () => {
    expect(hear(typed('ABCDEFGH')).codes).toEqual(['ABCDEFGH']);
  });

  it('does nothing with what it presses after the end', () => {
    const { codes, passed } = hear(keys([...'ABCDEFGH', 'Enter', 'Enter', 'Tab'], 10));
    expect({ codes, passed }).toEqual({ codes: ['ABCDEFGH'], passed: [] });
  });

  it('may bring the next code at once', () => {
    const { codes, passed } = hear(typed('ABCDEFGH\nIJKLMNOP\n', 5));
    expect({ codes, passed }).toEqual({ codes: ['ABCDEFGH', 'IJKLMNOP'], passed: [] });
  });

  it('does not press the button that has the focus with a space among its first characters', () => {
    const strokes = typed('F 1 234567\n', 10, { isIntoField: false });
    expect(hear(strokes.slice(0, 4)).passed).toEqual(['F', '1']);
    expect(hear(strokes).codes).toEqual(['F 1 234567']);
  });

  it('types into an input method: what that leaves over is no code, and presses nothing', () => {
    const swallowed = keys(['Process', 'Process', 'Process'], 10, { isComposing: true });
    const rest = typed('20261127\n').map((stroke) => ({ ...stroke, at: stroke.at + 30 }));
    expect(hear([...swallowed, ...rest])).toMatchObject({ codes: [], passed: [] });
    const next = typed('ABCDEFGH\n').map((stroke) => ({ ...stroke, at: stroke.at + 1000 }));
    expect(hear([...swallowed, ...rest, ...next]).codes).toEqual(['ABCDEFGH']);
  });

  it('that holds Control or Alt for a character no keyboard has brings no code without it', () => {
    const strokes = typed('ABCDEFGHIJ\n');
    strokes[7] = { ...plain, key: ']', at: 70, hasModifier: true };
    expect(hear(strokes)).toMatchObject({ codes: [], passed: [] });
  });

  it('is not cut where one of its keys is late, as far as its average allows', () => {
    const settings = { ...usualWedge, maxGapMs: 80 };
    const strokes = typed('ABCDEFGHIJ\n', 60).map((stroke, index) => ({
      ...stroke,
      at: stroke.at + (index > 7 ? 90 : 0),
    }));
    expect(hear(strokes, settings).codes).toEqual(['ABCDEFGHIJ']);
  });

  it('cannot press a shortcut once it is certain', () => {
    const strokes = typed('ABCDEFGHIJ\n');
    strokes[8] = { ...plain, key: 'l', at: 80, hasModifier: true };
    strokes[9] = { ...plain, key: 'F9', at: 90 };
    expect(hear(strokes).passed).toEqual([]);
  });

  it('writes capitals with Shift, also while Caps Lock is on', () => {
    const shifted = ['Shift', 'A', 'Shift', 'B', 'c', 'd', '1', '2', '3', '4', 'Enter'];
    expect(hear(keys(shifted, 5)).codes).toEqual(['ABcd1234']);
    expect(hear(typed('abCD1234\n', 10, { isCapsLockOn: true })).codes).toEqual(['ABcd1234']);
  });

  it('is taken with what it puts around its codes, and not without', () => {
    const settings = { ...usualWedge, prefix: '~', suffix: '!' };
    expect(hear(typed('~ABCDEFGH!\n'), settings).codes).toEqual(['ABCDEFGH']);
    expect(hear(typed('ABCDEFGH\n'), settings).codes).toEqual([]);
  });

  it('may be as slow as the settings say', () => {
    expect(hear(typed('ABCDEFGH\n', 45)).codes).toEqual([]);
    expect(hear(typed('ABCDEFGH\n', 45), { ...usualWedge, maxGapMs: 50 }).codes).toEqual([
      'ABCDEFGH',
    ]);
  });

  it('types one code after the other', () => {
    const second = typed('ijklmnop\n').map((stroke) => ({ ...stroke, at: stroke.at + 500 }));
    expect(hear([...typed('ABCDEFGH\n'), ...second]).codes).toEqual(['ABCDEFGH', 'ijklmnop']);
  });

  it('that types more than any code of ours brings none, and its keys do nothing', () => {
    const { codes, passed } = hear(typed(`${'7'.repeat(7089)}\n`, 1));
    expect({ codes, passed }).toEqual({ codes: [], passed: [] });
  });

  it('brings whatever can be typed as it is', () => {
    const code = "<script>';--javascript:%00";
    expect(hear(typed(`${code}\n`)).codes).toEqual([code]);
  });
});

describe('a person', () => {
  it('who types, as fast as people do, is never held up', () => {
    // The fastest typists come to 60 ms a key; single pairs of keys come much closer together.
    const gap = fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 45, max: 400 }) },
      { weight: 1, arbitrary: fc.integer({ min: 5, max: 45 }) },
    );
    const key = fc.constantFrom(
      ...'abcdefgh 0123456789',
      ...['Enter', 'Tab', 'Backspace', 'ArrowLeft', 'Shift', 'CapsLock', 'Process', 'F9'],
    );
    const often = { weight: 6, arbitrary: fc.constant(false) };
    const sometimes = fc.oneof(often, { weight: 1, arbitrary: fc.constant(true) });
    const manner = fc.record({
      isComposing: sometimes,
      isRepeated: sometimes,
      hasModifier: sometimes,
      isCapsLockOn: sometimes,
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(key, gap, manner), { maxLength: 60 }), (pairs) => {
        let at = 0;
        let closeTogether = 0;
        const strokes = pairs.map(([name, gapMs, how]) => {
          // Nobody strikes more than three keys in one movement of the hand.
          closeTogether = gapMs < 45 ? closeTogether + 1 : 0;
          at += closeTogether > 3 ? 100 : gapMs;
          if (closeTogether > 3) closeTogether = 0;
          return { ...plain, ...how, key: name, at };
        });
        expect(hear(strokes)).toEqual({
          codes: [],
          passed: strokes.map(({ key: k }) => k),
          undone: 0,
        });
      }),
      { seed: 20_261_127, numRuns: 500 },
    );
  });

  it.each([
    ['holds a key down', { isRepeated: true }],
    ['writes with an input method', { isComposing: true }],
    ['presses Control or Alt with the keys', { hasModifier: true }],
  ])('who %s is not a scanner', (_what, more) => {
    const strokes = typed('aaaaaaaaaaaa\n', 10, more);
    expect(hear(strokes).passed).toEqual(strokes.map(({ key }) => key));
  });

  it('who pastes, or writes a character by its number with Alt, is not a scanner', () => {
    const pasted = keys(['Control', 'v', 'v', 'v', 'v', 'v', 'v'], 10, { hasModifier: true });
    const byNumber = keys(['Alt', ...'0128512', 'Alt', ...'0128513'], 10, { hasModifier: true });
    for (const strokes of [pasted, byNumber]) {
      expect(hear(strokes).passed).toEqual(strokes.map(({ key }) => key));
    }
  });

  it('whose input method swallows the keys is not a scanner', () => {
    const strokes = keys(
      Array.from({ length: 12 }, () => 'Process'),
      10,
    );
    expect(hear(strokes)).toMatchObject({ codes: [], undone: 0 });
  });

  it('who types on after a code is not taken for the scanner', () => {
    const after = { ...plain, key: 'x', at: 80 + wedgeSilenceMs(usualWedge) + 1 };
    expect(hear([...typed('ABCDEFGH\n', 10), after]).passed).toEqual(['x']);
  });

  it('who presses Escape over and over is heard when the scanner has fallen silent', () => {
    const escapes = keys(Array(5).fill('Escape'), 60).map((key) => ({ ...key, at: key.at + 90 }));
    expect(hear([...typed('ABCDEFGH\n'), ...escapes]).passed).toEqual([
      'Escape',
      'Escape',
      'Escape',
    ]);
  });

  it('whose key comes before anybody has noticed the silence ends the code with it', () => {
    const after = { ...plain, key: 'x', at: 70 + wedgeSilenceMs(usualWedge) + 1 };
    expect(hear([...typed('ABCDEFGH'), after])).toMatchObject({
      codes: ['ABCDEFGH'],
      passed: ['x'],
    });
  });

  it('who types before a code begins none of it', () => {
    const before = { ...plain, key: 'x', at: -500 };
    expect(hear([before, ...typed('ABCDEFGH\n')]).codes).toEqual(['ABCDEFGH']);
  });
});
