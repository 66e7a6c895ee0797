/** The devices of a counter without the application: `npm run -s device -- list | read-card … | scan …`. */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { ScannedCode } from '../hardware/code-scanner/scanned-code.ts';
import { connectScanner } from '../hardware/code-scanner/scanner.ts';
import { connectReader } from '../hardware/id-card-reader/reader.ts';
import { transportFor } from '../hardware/transport/transport-for.ts';
import type { CardReading } from '../src/domain/identity-card.ts';
import type { Outcome } from '../src/failures/failure.ts';
import { list } from './device/list.ts';
import type { Report } from './device/report.ts';
import { failureText } from './failure-text.ts';

const usage = `用法 / usage:
  device list [--json]
  device read-card --port ADDRESS [--baud N] [--timeout MS] [--json]
  device scan --port ADDRESS [--baud N] [--timeout MS] [--json]

  --port     串口路径 (/dev/ttyUSB0, COM3)、tcp://host:port、hid:VVVV:PPPP 或 usb:VVVV:PPPP
  --hid      VVVV:PPPP，同 --port hid:VVVV:PPPP
  --baud     波特率，读卡默认 115200，扫码默认 9600
  --timeout  等待放卡或扫码的毫秒数，默认 10000
`;

/** A command that waits for what a device brings. */
interface Wait {
  /** Bits per second unless told. */
  readonly baud: number;
  run(port: string, baud: number, timeoutMs: number): Promise<Outcome<Report>>;
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
  return { asJson: values.json, run: () => wait.run(port, baud, timeoutMs) };
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
        json: { type: 'boolean', default: false },
      },
    });
  } catch {
    // parseArgs throws on options it does not know; the usage says the same to a person.
    return undefined;
  }
}

async function readCard(port: string, baud: number, timeoutMs: number): Promise<Outcome<Report>> {
  const connected = await connectReader(transportFor(port, baud), () => undefined);
  if (!connected.ok) return connected;
  const outcome = await connected.value.readCard({ timeoutMs });
  await connected.value.close();
  return outcome.ok
    ? { ok: true, value: { json: asJson(outcome.value), words: inWords(outcome.value) } }
    : outcome;
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

function asJson({ card, photo, samId, ms }: CardReading): object {
  return { ok: true, card: { ...card, photo: describePhoto(photo) }, samId, ms };
}

function describePhoto(photo: Uint8Array) {
  return {
    format: 'wlt',
    bytes: photo.length,
    sha256: createHash('sha256').update(photo).digest('hex'),
  };
}

function inWords({ card, photo, samId, ms }: CardReading): string {
  return [
    `姓名：${card.name}`,
    `性别代码：${card.sex}`,
    `民族代码：${card.ethnicity}`,
    `出生日期：${card.birthDate}`,
    `住址：${card.address}`,
    `公民身份号码：${card.idNumber}`,
    `签发机关：${card.authority}`,
    `有效期限：${card.validFrom} 至 ${card.validTo === 'long-term' ? '长期' : card.validTo}`,
    `照片：WLT，${photo.length} 字节`,
    `安全模块号：${samId}`,
    `用时：${Math.round(ms.total)} 毫秒`,
  ].join('\n');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
