/** The devices of a counter without the application: `npm run -s device -- list | read-card … | scan …`. */
import { parseArgs } from 'node:util';
import type { ScannedCode } from '../hardware/code-scanner/scanned-code.ts';
import { connectScanner } from '../hardware/code-scanner/scanner.ts';
import { transportFor } from '../hardware/transport/transport-for.ts';
import type { CardWants } from '../src/domain/identity-card.ts';
import type { Outcome } from '../src/failures/failure.ts';
import { list } from './device/list.ts';
import { readCard } from './device/read-card.ts';
import type { Report } from './device/report.ts';
import { failureText } from './failure-text.ts';

const usage = `用法 / usage:
  device list [--json]
  device read-card --port ADDRESS [--baud N] [--timeout MS]
         [--fingerprint] [--addresses] [--body-number] [--json]
  device scan --port ADDRESS [--baud N] [--timeout MS] [--json]

  --port     串口路径 (/dev/ttyUSB0, COM3)、tcp://host:port、hid:VVVV:PPPP 或 usb:VVVV:PPPP
  --hid      VVVV:PPPP，同 --port hid:VVVV:PPPP
  --baud     波特率，读卡默认 115200，扫码默认 9600
  --timeout  等待放卡或扫码的毫秒数，默认 10000
  --fingerprint, --addresses, --body-number
             还要读指纹、追加住址、卡体管理号
`;

/** A command that waits for what a device brings. */
interface Wait {
  /** Bits per second unless told. */
  readonly baud: number;
  run(port: string, baud: number, timeoutMs: number, wants: CardWants): Promise<Outcome<Report>>;
}

const waits: ReadonlyMap<string | undefined, Wait> = new Map([
  ['read-card', { baud: 115_200, run: readCard }],
  ['scan', { baud: 9600, run: scan }],
]);

await main(process.argv.slice(2));

async function main(args: string[]): Promise<void> {
  const request = parse(args);
  if (request === undefined) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const outcome = await request.run();
  if (outcome.ok) {
    print(request.asJson ? JSON.stringify(outcome.value.json) : outcome.value.words);
    return;
  }
  const { code } = outcome.problem;
  const message = failureText(outcome.problem);
  process.exitCode = 1;
  if (request.asJson) print(JSON.stringify({ ok: false, failure: { code, message } }));
  else process.stderr.write(`失败：${message}（${code}）\n`);
}

function parse(
  args: string[],
): { readonly asJson: boolean; run(): Promise<Outcome<Report>> } | undefined {
  const parsed = tryParse(args);
  if (parsed === undefined) return undefined;
  const { values, positionals } = parsed;
  const [command, ...rest] = positionals;
  if (rest.length > 0) return undefined;
  if (command === 'list') return { asJson: values.json, run: list };
  const wait = waits.get(command);
  const port = values.port ?? (values.hid && `hid:${values.hid}`);
  const baud = Number(values.baud ?? wait?.baud);
  const timeoutMs = Number(values.timeout);
  if (wait === undefined || !port || !(baud > 0) || !(timeoutMs > 0)) return undefined;
  const wants = {
    fingerprint: values.fingerprint,
    addresses: values.addresses,
    bodyNumber: values['body-number'],
  };
  if (command !== 'read-card' && Object.values(wants).includes(true)) return undefined;
  return { asJson: values.json, run: () => wait.run(port, baud, timeoutMs, wants) };
}

function tryParse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        port: { type: 'string' },
        hid: { type: 'string' },
        baud: { type: 'string' },
        timeout: { type: 'string', default: '10000' },
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

async function scan(port: string, baud: number, timeoutMs: number): Promise<Outcome<Report>> {
  const connected = await connectScanner(transportFor(port, baud), () => undefined);
  if (!connected.ok) return connected;
  const outcome = await connected.value.takeCode({ timeoutMs });
  await connected.value.close();
  return outcome.ok
    ? { ok: true, value: { json: codeAsJson(outcome.value), words: codeInWords(outcome.value) } }
    : outcome;
}

function codeAsJson({ bytes, ...code }: ScannedCode): object {
  const described = { bytes: bytes.length, base64: Buffer.from(bytes).toString('base64') };
  return { ok: true, code: { ...code, ...described } };
}

function codeInWords({ bytes, text }: ScannedCode): string {
  return `码（${bytes.length} 字节）：${escapeForTerminal(text)}`;
}

/** A code comes from anybody's phone: what would steer the terminal or turn its text around is shown as `\u{…}`. */
function escapeForTerminal(text: string): string {
  return text.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
