import { createInterface } from 'node:readline';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { counterWithoutWindows } from './counter-without-windows.ts';

// A counter in a process of its own, to be killed: `node counter-process.cjs --folder F --url U --index I`.
// Receives cases as fast as the disk takes them and says after each few `committed N`: all up to N are on the disk, each
// since a commit of its own. Once its input ends it receives no more, drains its outbox and says `drained`.
// Every tenth of a second it says `tries A failures B`; once its storage is open, `open MS`: since the process began.

/** Cases between two looks at whatever else is to be done. */
const atOnce = 10;

/** Cases that wait, at most: a counter whose platform is away goes on, but not faster than it could ever catch up. */
const mostWaiting = 4_000;

/** Where a counter's files are, at which platform it is, and which of the campaign's it is. */
interface Place {
  readonly folder: string;
  readonly url: string;
  readonly index: string;
}

async function run({ folder, url, index }: Place): Promise<void> {
  let tries = 0;
  let failures = 0;
  let isEnding = false;
  let onAcknowledged: () => void = () => undefined;
  const counter = await counterWithoutWindows({
    folder,
    url,
    index: Number(index),
    fetch: (address, init) => {
      if (address.endsWith('/batches')) tries += 1;
      return fetch(address, init);
    },
    onAcknowledged: () => onAcknowledged(),
    onWarning: (event) => {
      if (event === 'outbox.not-sent') failures += 1;
      else process.stderr.write(`${event}\n`);
    },
  });
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  say(`open ${Math.round(performance.now())}`);

  createInterface(process.stdin).once('close', () => {
    isEnding = true;
  });
  const ticking = setInterval(() => say(`tries ${tries} failures ${failures}`), 100);

  while (!(await counter.logIn())) await sleep(100);
  counter.drain.nudge();
  while (!isEnding) {
    if (counter.storage.outbox.counts().waiting < mostWaiting) {
      say(`committed ${counter.receive(atOnce, 'each').last}`);
      counter.drain.nudge();
      await setImmediate();
    } else await sleep(20);
    // A platform restored or killed in the middle of it has ended the session.
    if (counter.platform.session() === undefined) await counter.logIn();
  }
  await new Promise<void>((resolve) => {
    onAcknowledged = () => {
      if (counter.storage.outbox.counts().waiting === 0) resolve();
    };
    onAcknowledged();
    counter.drain.nudge();
  });
  clearInterval(ticking);
  say(`tries ${tries} failures ${failures}`);
  say('drained');
  counter.drain.stop();
  counter.storage.close();
}

const { values } = parseArgs({
  options: { folder: { type: 'string' }, url: { type: 'string' }, index: { type: 'string' } },
});
const { folder = '', url = '', index = '' } = values;
void run({ folder, url, index });
