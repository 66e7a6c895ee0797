/** The devices of a counter without the application: `npm run -s device -- list | read-card … | scan …`. */
import { parseArgs } from 'node:util';
import type { Outcome } from '../src/failures/failure.ts';
import { list } from './device/list.ts';
import { readCard } from './device/read-card.ts';
import type { Emit } from './device/report.ts';
import { scan } from './device/scan.ts';
import { failureText } from './failure-text.ts';

const usage = `用法 / usage:
  device list [--json]
  device read-card --port ADDRESS [--baud N] [--timeout MS]
         [--fingerprint] [--addresses] [--body-number] [--json]
  device scan --port ADDRESS [--baud N] [--timeout MS] [--count N] [--json]

  --port     串口路径 (/dev/ttyUSB0, COM3)、tcp://host:port、hid:VVVV:PPPP 或 usb:VVVV:PPPP
  --hid      VVVV:PPPP，同 --port hid:VVVV:PPPP
  --baud     波特率，读卡默认 115200，扫码默认 9600
  --timeout  等待放卡或扫码的毫秒数，默认 10000
  --count    扫到这么多个码就结束
  --fingerprint, --addresses, --body-number
             还要读指纹、追加住址、卡体管理号
`;

type Options = NonNullable<ReturnType<typeof optionsIn>>['values'];

/** What a command does, told as it goes. @returns undefined where an option it needs is missing or wrong */
type Command = (options: Options, emit: Emit) => Promise<Outcome<null>> | undefined;

const commands: ReadonlyMap<string | undefined, Command> = new Map<string, Command>([
  ['list', (_options, emit) => list(emit)],
  [
    'read-card',
    (options, emit) => {
      const { fingerprint, addresses, 'body-number': bodyNumber } = options;
      const line = lineIn(options, 115_200);
      return line && readCard({ ...line, fingerprint, addresses, bodyNumber }, emit);
    },
  ],
  [
    'scan',
    (options, emit) => {
      const line = lineIn(options, 9600);
      const count = options.count === undefined ? undefined : Number(options.count);
      return line && (count === undefined || count > 0)
        ? scan({ ...line, count }, emit)
        : undefined;
    },
  ],
]);

await main(process.argv.slice(2));

async function main(args: string[]): Promise<void> {
  const parsed = optionsIn(args);
  const [name, ...rest] = parsed?.positionals ?? [];
  const asJson = parsed?.values.json ?? false;
  const running =
    parsed === undefined || rest.length > 0
      ? undefined
      : commands.get(name)?.(parsed.values, ({ json, words }) =>
          print(asJson ? JSON.stringify(json) : words),
        );
  if (running === undefined) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const outcome = await running;
  if (outcome.ok) return;
  const { code } = outcome.problem;
  const message = failureText(outcome.problem);
  process.exitCode = 1;
  if (asJson) print(JSON.stringify({ ok: false, failure: { code, message } }));
  else process.stderr.write(`失败：${message}（${code}）\n`);
}

/** The options of the command line; undefined where there is one that no command knows. */
function optionsIn(args: string[]) {
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

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
