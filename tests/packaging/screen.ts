import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { outputOf } from '../../scripts/run-command.ts';

/** A rectangle of the X screen, in pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A window that can be seen, by its X properties. */
export interface SeenWindow extends Area {
  readonly title: string;
  readonly className: string;
  readonly pid: number;
}

const geometry = /(\d+)x(\d+)\+(-?\d+)\+(-?\d+)/;

function areaIn(text: string): Area | undefined {
  const [, width, height, x, y] = geometry.exec(text)?.map(Number) ?? [];
  if (width === undefined || height === undefined || x === undefined || y === undefined) {
    return undefined;
  }
  return { x, y, width, height };
}

/** The displays that are plugged in, from left to right. */
export async function displays(): Promise<Area[]> {
  const found = (await outputOf('xrandr', ['--query'])).matchAll(/^\S+ connected .*$/gm);
  return [...found].flatMap(([line]) => areaIn(line) ?? []).sort((one, other) => one.x - other.x);
}

/** The windows of a process that are on the screen, from left to right. */
export async function windowsOf(pid: number): Promise<SeenWindow[]> {
  const tree = await outputOf('xwininfo', ['-root', '-children', '-int']);
  const ids = [...tree.matchAll(/^ +(\d+) .*\d+x\d+\+/gm)].flatMap(([, id]) => id ?? []);
  const seen = await Promise.all(ids.map(lookAt));
  return seen
    .flatMap((window) => (window?.pid === pid ? window : []))
    .sort((one, other) => one.x - other.x);
}

async function lookAt(id: string): Promise<SeenWindow | undefined> {
  try {
    const [state, properties] = await Promise.all([
      outputOf('xwininfo', ['-id', id]),
      // Elsewhere than in UTF-8 it writes a title in octal numbers.
      outputOf('xprop', ['-id', id, '_NET_WM_PID', '_NET_WM_NAME', 'WM_CLASS'], {
        env: { ...process.env, LC_ALL: 'C.UTF-8' },
      }),
    ]);
    const number = (label: string) => Number(new RegExp(`${label}: +(-?\\d+)`).exec(state)?.[1]);
    if (!state.includes('IsViewable')) return undefined;
    return {
      x: number('Absolute upper-left X'),
      y: number('Absolute upper-left Y'),
      width: number('Width'),
      height: number('Height'),
      pid: Number(/_NET_WM_PID.* = (\d+)/.exec(properties)?.[1]),
      title: /_NET_WM_NAME.* = "(.*)"/.exec(properties)?.[1] ?? '',
      className: /WM_CLASS.* = "(.*?)"/.exec(properties)?.[1] ?? '',
    };
  } catch {
    return undefined; // It was closed while we looked.
  }
}

/** Takes a picture of a display; tells how many colours it has and how bright it is, from 0 to 1. */
export async function picture(
  { x, y, width, height }: Area,
  file: string,
): Promise<{ readonly colours: number; readonly brightness: number }> {
  const crop = ['-crop', `${width}x${height}+${x}+${y}`, '+repage'];
  await outputOf('import', ['-window', 'root', ...crop, file]);
  const [colours, brightness] = (await outputOf('identify', ['-format', '%k %[fx:mean]', file]))
    .split(' ')
    .map(Number);
  return { colours: colours ?? 0, brightness: brightness ?? 0 };
}

/** Counts the windows that come onto the screen, however briefly, until it is asked. */
export async function watchForWindows(): Promise<() => Promise<number>> {
  const watcher = spawn('xev', ['-root', '-event', 'substructure', '-event', 'property'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let events = '';
  watcher.stdout.setEncoding('utf8').on('data', (text: string) => {
    events += text;
  });
  // It does not say when it has begun to listen; that it hears this does.
  while (!events.includes('WATCHED')) {
    await outputOf('xprop', ['-root', '-f', 'WATCHED', '8s', '-set', 'WATCHED', 'yes']);
  }
  return async () => {
    const ended = once(watcher, 'close');
    watcher.kill();
    await ended;
    return events.split('MapNotify event').length - 1;
  };
}
