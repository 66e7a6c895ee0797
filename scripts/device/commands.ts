import { parseArgs } from 'node:util';
import type { TracedDevice } from '../../hardware/traces/trace-file.ts';
import type { CardWants } from '../../src/domain/identity-card.ts';
import type { Outcome } from '../../src/failures/failure.ts';
import { diagnose } from './diagnose.ts';
import { list } from './list.ts';
import { readCard } from './read-card.ts';
import { record } from './record.ts';
import { replay } from './replay.ts';
import type { Emit } from './report.ts';
import { scan } from './scan.ts';
import { simulateReader, simulateScanner } from './simulate.ts';

/** How `device` is called. */
export const usage = `用法 / usage:
  device list [--json]
  device diagnose [--port ADDRESS [--scanner]] [--baud N] [--json]
  device read-card --port ADDRESS [--baud N] [--timeout MS]
         [--fingerprint] [--addresses] [--body-number] [--json]
  device scan --port ADDRESS [--baud N] [--timeout MS] [--count N] [--json]
  device record --port ADDRESS --out FILE [--scanner] [--baud N] [--seconds N]
         [--fingerprint] [--addresses] [--body-number] [--json]
  device replay FILE [--fast] [--json]
  device simulate-reader [--deck FILE] [--script FILE] [--baud N]
  device simulate-scanner [--codes FILE] [--script FILE] [--baud N]

  --port     串口路径 (/dev/ttyUSB0, COM3)、tcp://host:port、hid:VVVV:PPPP、usb:VVVV:PPPP
             或 trace:FILE（record 写的记录）
  --hid      VVVV:PPPP，同 --port hid:VVVV:PPPP
  --baud     波特率，读卡默认 115200，扫码默认 9600
  --timeout  等待放卡或扫码的毫秒数，默认 10000
  --count    扫到这么多个码就结束
  --fingerprint, --addresses, --body-number
             还要读指纹、追加住址、卡体管理号
  --scanner  端口上是扫码器，不是读卡器
  --out      记录写到哪个文件（不含个人信息）
  --seconds  录多少秒；不写就录到 Ctrl+C
  --fast     不等读卡器的短暂停顿
  --deck, --codes, --script
             仿真用的卡片、码（一行一个）、故障脚本：hardware/simulators/README.md
`;

type Options = NonNullable<ReturnType<typeof parsed>>['values'];
/** A command with all it needs, told as it goes. */
type Run = (emit: Emit) => Promise<Outcome<null>>;

/** Makes a command of its options; undefined where one that it needs is missing or wrong. */
type Command = (options: Options, file: string | undefined) => Run | undefined;

const readerBaud = 115_200;
const scannerBaud = 9600;

const commands: ReadonlyMap<string | undefined, Command> = new Map<string, Command>([
  ['list', () => list],
  [
    'diagnose',
    (options) => {
      const { port, hid, scanner } = options;
      if (port === undefined && hid === undefined) return (emit) => diagnose(undefined, emit);
      const line = lineIn(options, scanner ? scannerBaud : readerBaud);
      return line && ((emit) => diagnose({ ...line, device: deviceIn(options) }, emit));
    },
  ],
  [
    'read-card',
    (options) => {
      const line = lineIn(options, readerBaud);
      return line && ((emit) => readCard({ ...line, ...wantsIn(options) }, emit));
    },
  ],
  [
    'scan',
    (options) => {
      const line = lineIn(options, scannerBaud);
      const count = numberIn(options.count);
      return line && isMore(count) ? (emit) => scan({ ...line, count }, emit) : undefined;
    },
  ],
  [
    'record',
    (options) => {
      const { out } = options;
      const line = lineIn(options, options.scanner ? scannerBaud : readerBaud);
      const seconds = numberIn(options.seconds);
      if (line === undefined || out === undefined || !isMore(seconds)) return undefined;
      const what = { device: deviceIn(options), wants: wantsIn(options), out, seconds };
      return (emit) => record({ ...line, ...what }, emit);
    },
  ],
  ['replay', ({ fast }, file) => (file ? (emit) => replay({ file, fast }, emit) : undefined)],
  [
    'simulate-reader',
    ({ deck, script, baud }) => simulation(baud, readerBaud, simulateReader, { deck, script }),
  ],
  [
    'simulate-scanner',
    ({ codes, script, baud }) => simulation(baud, scannerBaud, simulateScanner, { codes, script }),
  ],
]);

/** The command that these arguments call; undefined where they call none, or lack what it needs. */
export function commandIn(
  args: string[],
): { readonly asJson: boolean; readonly run: Run } | undefined {
  const line = parsed(args);
  const [name, file, ...rest] = line?.positionals ?? [];
  const isCall = rest.length === 0 && (file === undefined || name === 'replay');
  const run = line && isCall ? commands.get(name)?.(line.values, file) : undefined;
  return line && run && { asJson: line.values.json, run };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        port: { type: 'string' },
        hid: { type: 'string' },
        baud: { type: 'string' },
        timeout: { type: 'string', default: '10000' },
        count: { type: 'string' },
        fingerprint: { type: 'boolean', default: false },
        addresses: { type: 'boolean', default: false },
        'body-number': { type: 'boolean', default: false },
        scanner: { type: 'boolean', default: false },
        out: { type: 'string' },
        seconds: { type: 'string' },
        fast: { type: 'boolean', default: false },
        deck: { type: 'string' },
        codes: { type: 'string' },
        script: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
  } catch {
    // parseArgs throws on options it does not know; the usage says the same to a person.
    return undefined;
  }
}

/** The line a command works on. @param usualBaud bits per second unless told */
function lineIn({ port, hid, baud, timeout }: Options, usualBaud: number) {
  const line = {
    port: port ?? (hid === undefined ? '' : `hid:${hid}`),
    baud: Number(baud ?? usualBaud),
    timeoutMs: Number(timeout),
  };
  return line.port !== '' && line.baud > 0 && line.timeoutMs > 0 ? line : undefined;
}

function wantsIn({ fingerprint, addresses, 'body-number': bodyNumber }: Options): CardWants {
  return { fingerprint, addresses, bodyNumber };
}

function deviceIn({ scanner }: Options): TracedDevice {
  return scanner ? 'code-scanner' : 'id-card-reader';
}

function numberIn(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** Whether an amount that may be left out is none that nobody could want. */
function isMore(amount: number | undefined): boolean {
  return amount === undefined || amount > 0;
}

function simulation<Files>(
  baud: string | undefined,
  usualBaud: number,
  simulate: (options: Files & { readonly baud: number }, emit: Emit) => ReturnType<Run>,
  files: Files,
): Run | undefined {
  const speed = Number(baud ?? usualBaud);
  return speed > 0 ? (emit) => simulate({ ...files, baud: speed }, emit) : undefined;
}
