import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { expect, test } from 'vitest';
import { failure } from '../../src/failures/failure.ts';
import type { DisplayFacts } from './placement.ts';
import { openWindows, type WindowDesk, type WindowDeskOptions } from './window-desk.ts';

function display(id: number, x: number): DisplayFacts {
  const bounds = { x, y: 0, width: 1920, height: 1080 };
  return { id, label: `DP-${id}`, bounds, workArea: bounds };
}
const first = display(1, 0);
const second = display(2, 1920);
const third = display(3, 3840);

/** As much of a window as is asked for here. */
function windowOn({ bounds }: DisplayFacts): BrowserWindow {
  const events = new EventEmitter();
  let isDestroyed = false;
  const window = {
    on: events.on.bind(events),
    getBounds: () => bounds,
    isDestroyed: () => isDestroyed,
    destroy: () => {
      isDestroyed = true;
      events.emit('closed');
    },
  };
  return window as unknown as BrowserWindow;
}

interface Counter {
  readonly desk: WindowDesk;
  /** What main was told, and the display of every citizen's window that was opened. */
  readonly told: (readonly unknown[])[];
  readonly opened: number[];
  /** Has these displays from now on. */
  plug(...displays: readonly DisplayFacts[]): void;
}

function counterWith(
  displays: readonly DisplayFacts[],
  choice: WindowDeskOptions['choice'] = null,
): Counter {
  const events = new EventEmitter();
  let present = displays;
  const told: Counter['told'] = [];
  const opened: number[] = [];
  const screen = {
    on: events.on.bind(events),
    getAllDisplays: () => present,
    getDisplayMatching: ({ x }: { readonly x: number }) =>
      present.find(({ bounds }) => bounds.x === x) ?? first,
  };
  const desk = openWindows({
    screen: screen as unknown as WindowDeskOptions['screen'],
    clerk: windowOn(first),
    openEvaluator: (place) => {
      opened.push(place.display.id);
      return windowOn(place.display);
    },
    choice,
    mayShareDisplay: false,
    onEvaluatorDisplay: (...what) => told.push(what),
  });
  return {
    desk,
    told,
    opened,
    plug: (...newDisplays) => {
      present = newDisplays;
      events.emit('display-metrics-changed');
    },
  };
}

const otherDisplay = failure('evaluator.other-display');

test('the citizen’s window is closed with its display, never moved, and made anew when it is back', () => {
  const { desk, told, opened, plug } = counterWith([first, second]);
  const window = desk.evaluator();
  plug(first);
  expect(window?.isDestroyed()).toBe(true);
  expect(desk.evaluator()).toBeUndefined();
  plug(first, second);
  expect(desk.evaluator()?.isDestroyed()).toBe(false);
  expect(opened).toEqual([second.id, second.id]);
  expect(told).toEqual([
    [true, undefined],
    [false, undefined],
    [true, undefined],
  ]);
});

test('the window of a display that stays where it is stays open', () => {
  const { desk, told, plug } = counterWith([first, second]);
  const window = desk.evaluator();
  plug(first, { ...second, workArea: first.workArea }, third);
  expect(desk.evaluator()).toBe(window);
  expect(told).toEqual([[true, undefined]]);
});

test('a choice takes effect at once, and giving it up does', () => {
  const { desk, told, opened } = counterWith([first, second, third]);
  const window = desk.evaluator();
  desk.setChoice(third);
  expect(window?.isDestroyed()).toBe(true);
  expect(desk.displays().map(({ isEvaluator }) => isEvaluator)).toEqual([false, false, true]);
  desk.setChoice(null);
  expect(opened).toEqual([second.id, third.id, second.id]);
  expect(told.map(([isPresent]) => isPresent)).toEqual([true, false, true, false, true]);
});

test('a choice that changes nothing on the screens leaves the page on screen alone', () => {
  const { desk, told } = counterWith([first, second]);
  const window = desk.evaluator();
  desk.setChoice(second);
  expect(desk.evaluator()).toBe(window);
  expect(told).toEqual([[true, undefined]]);
});

test('it is told when another display has to do, and when that is over', () => {
  const { desk, told, opened, plug } = counterWith([first, second], third);
  expect(told).toEqual([[true, otherDisplay]]);
  desk.setChoice(second);
  expect(told.slice(1)).toEqual([[true, undefined]]);
  desk.setChoice(third);
  expect(told.slice(2)).toEqual([[true, otherDisplay]]);
  expect(opened).toEqual([second.id]);
  plug(first, second, third);
  expect(told.slice(3)).toEqual([
    [false, undefined],
    [true, undefined],
  ]);
  expect(opened).toEqual([second.id, third.id]);
});

test('without the clerk’s window there is no other', () => {
  const { desk, opened, plug } = counterWith([first, second]);
  desk.clerk.destroy();
  expect(desk.evaluator()?.isDestroyed()).toBe(true);
  plug(first, second, third);
  desk.setChoice(third);
  expect(opened).toEqual([second.id]);
});
