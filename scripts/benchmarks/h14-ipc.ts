import { join } from 'node:path';
import { _electron, type Page } from 'playwright-core';
import { setUpCounter } from '../workbench/counter.ts';
import { intakeAt } from '../workbench/intake.ts';
import { electronSwitches, environmentOf } from '../workbench/workstation.ts';
import { bareApp } from './bare-app.ts';
import { atMost, type BenchResult } from './bench-result.ts';
import type { Desktop } from './desktop.ts';
import { median } from './percentile.ts';

/** A page's clock ticks every 0.1 ms: calls are timed in groups, one after the other, and the group's mean counts. */
const callsPerGroup = 10;
const groupsPerTurn = 50;
const turns = 6;
const limit = 3;

/**
 * A call of the clerk's page on its whole way (page, preload, guard, schema, handler, schema, page) beside a message
 * there and back through a bare MessagePort between main and a page of the same Electron, in turns.
 */
export async function ipcBenchmark(desktop: Desktop): Promise<readonly BenchResult[]> {
  const counter = await setUpCounter(desktop);
  const bare = await _electron.launch({
    executablePath: desktop.executable,
    chromiumSandbox: true,
    env: environmentOf(desktop.env),
    args: [`--user-data-dir=${join(desktop.folder, 'bare')}`, ...electronSwitches, bareApp],
  });
  try {
    const port = await bare.firstWindow();
    await port.evaluate(openPort);
    const workstation = await counter.start();
    await intakeAt(workstation).logIn();

    const ours: number[] = [];
    const raw: number[] = [];
    for (let turn = 0; turn <= turns; turn += 1) {
      const [called, sent] = [
        await timed(workstation.clerk, oneCall),
        await timed(port, oneMessage),
      ];
      // The first turn warms both up.
      if (turn === 0) continue;
      ours.push(...called);
      raw.push(...sent);
    }
    const number = ours.length * callsPerGroup;
    return [
      atMost(limit, {
        id: 'H14',
        name: 'ipc',
        ours: { label: `p50 of ${number} calls`, value: median(ours) * 1000, unit: 'µs' },
        peer: {
          label: `p50 of ${number} messages through a bare MessagePort`,
          value: median(raw) * 1000,
          unit: 'µs',
        },
      }),
    ];
  } finally {
    await bare.close();
    await counter.close();
  }
}

const openPort = `new Promise((resolve) => {
  window.addEventListener('message', ({ data, ports }) => {
    if (data !== 'port') return;
    window.port = ports[0];
    resolve();
  });
  window.postMessage('port-wanted', '*');
})`;

/** Nobody has this case: main answers as soon as it has looked. */
const request = `{ caseId: '01890000-0000-7000-8000-000000000000' }`;

const oneCall = `async () => {
  const { problem } = await window.desk.call('case:try-again', ${request});
  if (problem?.code !== 'case.unknown') throw new Error(problem?.code);
}`;

const oneMessage = `() => new Promise((resolve) => {
  window.port.onmessage = resolve;
  window.port.postMessage(${request});
})`;

/** Milliseconds that a trip takes, the mean of each group. */
async function timed(page: Page, trip: string): Promise<readonly number[]> {
  return page.evaluate(`(async () => {
    const trip = ${trip};
    const means = [];
    for (let group = 0; group < ${groupsPerTurn}; group += 1) {
      const began = performance.now();
      for (let call = 0; call < ${callsPerGroup}; call += 1) await trip();
      means.push((performance.now() - began) / ${callsPerGroup});
    }
    return means;
  })()`);
}
