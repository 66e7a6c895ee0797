import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setUpCounter } from '../workbench/counter.ts';
import { electronSwitches, environmentOf } from '../workbench/workstation.ts';
import { bareApp } from './bare-app.ts';
import { atMost, type BenchResult } from './bench-result.ts';
import type { Desktop } from './desktop.ts';
import { connectDevTools } from './devtools.ts';
import { median } from './percentile.ts';
import { memoryOfTree } from './process-memory.ts';

const rounds = 9;
const limit = 1.3;
/** What an application does after its start is over by then. */
const idleMs = 2_000;

/** An application to start, and the field to type into. */
interface Application {
  readonly folder: string;
  readonly dataDir: string;
  /** How the address of its page begins. */
  readonly page: string;
  readonly field: string;
  readonly windows: number;
  /** How the address of its second page begins, where that is another one. */
  readonly secondPage?: string;
}

/** One start. */
interface Start {
  /** Milliseconds until the field showed a typed character. */
  readonly usable: number;
  /** PSS of all its processes once it was idle, in bytes. */
  readonly memory: number;
}

/**
 * Start of the workstation, from the start of the process to the account field showing a typed character, beside a bare
 * window with one field; memory of both windows beside two bare ones. Started, typed into and ended alike, in turns.
 */
export async function startBenchmark(desktop: Desktop): Promise<readonly BenchResult[]> {
  const counter = await setUpCounter(desktop);
  const bare = { folder: bareApp, page: 'file:', field: '#field' };
  const applications = {
    ours: {
      folder: desktop.application,
      dataDir: counter.dataDir,
      page: 'app://clerk/',
      field: '#login-account',
      windows: 2,
      secondPage: 'app://evaluator/',
    },
    oneWindow: { ...bare, dataDir: join(desktop.folder, 'one'), windows: 1 },
    twoWindows: { ...bare, dataDir: join(desktop.folder, 'two'), windows: 2 },
  } as const satisfies Record<string, Application>;
  const starts: Record<keyof typeof applications, Start[]> = {
    ours: [],
    oneWindow: [],
    twoWindows: [],
  };
  try {
    for (let round = 0; round <= rounds; round += 1) {
      for (const name of ['ours', 'oneWindow', 'twoWindows'] as const) {
        const start = await measureStart(desktop, applications[name]);
        // The first round fills the caches of every application.
        if (round > 0) starts[name].push(start);
      }
    }
  } finally {
    await counter.close();
  }
  const usable = (of: readonly Start[]) => median(of.map((start) => start.usable));
  const megabytes = (of: readonly Start[]) => median(of.map(({ memory }) => memory)) / 1e6;
  return [
    atMost(limit, {
      id: 'H12',
      name: 'start',
      ours: { label: `median of ${rounds} starts`, value: usable(starts.ours), unit: 'ms' },
      peer: { label: 'a bare window', value: usable(starts.oneWindow), unit: 'ms' },
    }),
    atMost(limit, {
      id: 'H12',
      name: 'memory',
      ours: { label: 'PSS with both windows', value: megabytes(starts.ours), unit: 'MB' },
      peer: { label: 'two bare windows', value: megabytes(starts.twoWindows), unit: 'MB' },
    }),
  ];
}

async function measureStart(desktop: Desktop, application: Application): Promise<Start> {
  const began = performance.timeOrigin + performance.now();
  const child = spawn(
    desktop.executable,
    [
      `--user-data-dir=${application.dataDir}`,
      '--remote-debugging-port=0',
      // Without it the kernel hides the memory of sandboxed processes from us; the sandbox stays.
      '--allow-sandbox-debugging',
      `--windows=${application.windows}`,
      ...electronSwitches,
      application.folder,
    ],
    { env: environmentOf(desktop.env), stdio: ['ignore', 'ignore', 'pipe'] },
  );
  try {
    const tools = await connectDevTools(await announcedAddress(child));
    const page = await tools.page(application.page);
    await page.evaluate(focusOn(application.field));
    await page.pressKey('a');
    const usable = Number(await page.evaluate('window.typed')) - began;
    if (application.secondPage !== undefined) {
      const second = await tools.page(application.secondPage);
      await second.evaluate(shownWithin('#root'));
    }
    tools.close();
    await sleep(idleMs);
    return { usable, memory: memoryOfTree(child.pid ?? 0) };
  } finally {
    await end(child);
  }
}

/** Chromium says on its standard error where its developer tools listen. */
function announcedAddress({ stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    // Heard to the end: an application that may not say anything more would end by that.
    stderr?.on('data', (part: Buffer) => {
      text += String(part);
      const address = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (address !== undefined) resolve(address);
    });
    stderr?.on('end', () => reject(new Error(`Electron ended before its window came:\n${text}`)));
  });
}

/**
 * Puts the cursor into the field as soon as it is there, and lets `window.typed` come to the moment of the frame that
 * shows what is then typed.
 */
function focusOn(field: string): string {
  return `new Promise((resolve) => {
    const look = () => {
      const input = document.querySelector('${field}');
      if (input === null) return;
      observer.disconnect();
      input.focus();
      window.typed = new Promise((shown) => {
        input.addEventListener('input', () => {
          requestAnimationFrame(() => shown(performance.timeOrigin + performance.now()));
        });
      });
      resolve();
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true });
    look();
  })`;
}

/** Waits until something is in an element of a page. */
function shownWithin(element: string): string {
  return `new Promise((resolve) => {
    const look = () => {
      if (document.querySelector('${element} > *') === null) return;
      observer.disconnect();
      resolve();
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true });
    look();
  })`;
}

async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill();
  await gone;
}
