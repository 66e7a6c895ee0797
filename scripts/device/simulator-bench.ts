import { createInterface } from 'node:readline';
import type { Burst } from '../../hardware/simulators/burst.ts';
import { pacedSender } from '../../hardware/simulators/paced-line.ts';
import { type PluggedLine, plugLine } from '../../hardware/simulators/plugged-line.ts';
import type { Emit } from './report.ts';

/** A simulated device as it stands on the bench. */
export interface BenchDevice {
  readonly name: string;
  /** What the keys 1 to 9 put there. */
  readonly choices: readonly string[];
  choose(index: number): readonly Burst[];
  /** What the keys 0 and space do. */
  clear(): void;
  /** What lies there now; undefined for a device on which nothing lies. */
  lying(): string | undefined;
  setFaults(on: boolean): void;
  receive(bytes: Uint8Array): readonly Burst[];
}

interface BenchSettings {
  /** Bits per second of the line. */
  readonly baud: number;
  /** Whether there is a fault script to switch on. */
  readonly hasScript: boolean;
}

const keptLines = 12;
/** Of a terminal that does not say how wide it is. */
const usualColumns = 80;

/**
 * Stands a simulated device on the bench, on a line of its own, and does what the keys say until `q`: on a terminal with a
 * picture of the bench, otherwise line by line.
 * @param device made with what to call whenever something has happened that is worth a line
 */
export async function runBench(
  device: (tell: (words: string) => void) => BenchDevice,
  { baud, hasScript }: BenchSettings,
  emit: Emit,
): Promise<void> {
  const { stdin, stdout } = process;
  const isTerminal = stdin.isTTY && stdout.isTTY;
  /** The last lines, and how often each has come: a product asks the same again and again. */
  const said = new Map<string, number>();
  let hasFaults = false;
  let isPlugged = true;
  let leave: () => void = () => undefined;
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });

  const tell = (words: string): void => {
    const times = (said.get(words) ?? 0) + 1;
    said.delete(words);
    said.set(words, times);
    for (const oldest of [...said.keys()].slice(0, -keptLines)) said.delete(oldest);
    if (isTerminal) draw();
    else if (times === 1) emit({ json: { said: words }, words });
  };
  const standing = device(tell);
  const unplug = async (): Promise<void> => {
    isPlugged = false;
    await line.unplug();
    tell('已拔线 unplugged');
  };
  const send = pacedSender(baud, () => void unplug());
  const write = (bytes: Uint8Array): void => line.write(bytes);
  const line: PluggedLine = await plugLine((bytes) => send(standing.receive(bytes), write));

  const draw = (): void => {
    const lying = standing.lying();
    const rows = [
      `${standing.name}：${isPlugged ? '已插上 plugged in' : '已拔线 unplugged'}`,
      `地址 address: ${line.address}`,
      ...(lying === undefined ? [] : [`感应区 on it: ${lying}`]),
      `故障脚本 faults: ${hasScript ? (hasFaults ? '开 on' : '关 off') : '没有 none'}`,
      '',
      ...standing.choices.slice(0, 9).map((choice, index) => `  ${index + 1}  ${choice}`),
      '  0/空格 clear   f 故障 faults   u 拔插 unplug   q 结束 quit',
      '',
      ...[...said].map(([words, times]) => (times > 1 ? `${words} × ${times}` : words)),
    ];
    const columns = stdout.columns || usualColumns;
    stdout.write(`\x1b[H${rows.map((row) => `${fitting(row, columns)}\x1b[K\r\n`).join('')}\x1b[J`);
  };

  const press = async (key: string): Promise<void> => {
    const choice = standing.choices[Number(key) - 1];
    if (choice !== undefined) {
      send(standing.choose(Number(key) - 1), write);
      tell(`放上 ${choice}`);
    } else if (key === '0' || key === ' ') {
      standing.clear();
      tell('拿开 taken off');
    } else if (key === 'f' && hasScript) {
      hasFaults = !hasFaults;
      standing.setFaults(hasFaults);
      tell(hasFaults ? '故障脚本开 faults on' : '故障脚本关 faults off');
    } else if (key === 'u' && isPlugged) await unplug();
    else if (key === 'u') {
      await line.plugIn();
      isPlugged = true;
      tell('已插上 plugged in');
    } else if (key === 'q' || key === '\x03') leave();
  };
  // One after the other: a cable is out before it is put in again.
  let pressed = Promise.resolve();
  const queue = (key: string): void => {
    pressed = pressed.then(() => press(key));
  };

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, leave);
  if (isTerminal) {
    stdin.setRawMode(true);
    stdout.write('\x1b[?1049h\x1b[?25l');
    stdin.setEncoding('utf8').on('data', (keys: string) => {
      for (const key of keys) queue(key);
    });
    stdout.on('resize', draw);
    // A terminal may be closed at any time.
    stdout.on('error', leave);
    draw();
  } else {
    createInterface({ input: stdin }).on('line', (text) => queue(text === '' ? ' ' : text.trim()));
    emit({ json: { address: line.address }, words: `${standing.name}：${line.address}` });
  }
  await left;
  if (isTerminal) {
    stdin.setRawMode(false);
    stdout.write('\x1b[?25h\x1b[?1049l');
  }
  await line.close();
  stdin.destroy();
}

/** As much of a row as has room; Chinese characters are two columns wide. */
function fitting(row: string, columns: number): string {
  let width = 0;
  let end = 0;
  for (const character of row) {
    width += /[\u1100-\uffdc]/.test(character) ? 2 : 1;
    if (width > columns) break;
    end += character.length;
  }
  return row.slice(0, end);
}
