import { release } from 'node:os';
import { connectScanner } from '../../hardware/code-scanner/scanner.ts';
import { commands } from '../../hardware/id-card-reader/protocol/commands.ts';
import { openExchange } from '../../hardware/id-card-reader/protocol/exchange.ts';
import { expectSuccess } from '../../hardware/id-card-reader/protocol/module.ts';
import { identifyReader } from '../../hardware/id-card-reader/reader.ts';
import { recordLine } from '../../hardware/traces/recording.ts';
import type { TracedDevice } from '../../hardware/traces/trace-file.ts';
import { listPorts, type PortList } from '../../hardware/transport/list-ports.ts';
import { transportFor } from '../../hardware/transport/transport-for.ts';
import type { Failure, Outcome } from '../../src/failures/failure.ts';
import { systemClock } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import {
  type DeviceFacts,
  diagnosis,
  diagnosisText,
  type ReaderFacts,
  type ScannerFacts,
} from './diagnosis.ts';
import type { Emit } from './report.ts';

/** Which device to try out; its `timeoutMs` is how long a scanner is listened to. */
interface DiagnosedLine {
  readonly port: string;
  readonly baud: number;
  readonly timeoutMs: number;
  readonly device: TracedDevice;
}

const statusCommands = 20;
const anyBaud = 9600;

/** `device diagnose`: what a technician needs to know of the devices, to be sent by mail. Nothing in it is somebody's. */
export async function diagnose(
  line: DiagnosedLine | undefined,
  emit: Emit,
): Promise<Outcome<null>> {
  const ports = await listPorts();
  const facts: DeviceFacts = {
    platform: process.platform,
    system: release(),
    ports,
    openings: ports.ok ? await openings(ports.value, line?.port) : [],
    device: line && (await factsOf(line)),
  };
  const findings = diagnosis(facts);
  emit({ json: { ok: true, findings }, words: diagnosisText(findings) });
  return ok(null);
}

/** Tries every port that a device may be at, but for the one that is asked about anyway. */
async function openings(
  { serial, hid, usb }: PortList,
  except: string | undefined,
): Promise<DeviceFacts['openings']> {
  const known = [...hid, ...usb].filter((device) => device.known?.usability === 'usable');
  const addresses = [...serial.map(({ path }) => path), ...known.map(({ address }) => address)];
  const tried: { address: string; problem: Failure | undefined }[] = [];
  for (const address of addresses.filter((each) => each !== except)) {
    const opened = await transportFor(address, anyBaud).open({
      onBytes: () => undefined,
      onGone: () => undefined,
    });
    if (opened.ok) await opened.value.close();
    tried.push({ address, problem: opened.ok ? undefined : opened.problem });
  }
  return tried;
}

function factsOf({ device, ...line }: DiagnosedLine): Promise<ReaderFacts | ScannerFacts> {
  return device === 'id-card-reader' ? readerFacts(line) : scannerFacts(line);
}

async function readerFacts({
  port,
  baud,
}: Pick<DiagnosedLine, 'port' | 'baud'>): Promise<ReaderFacts> {
  const transport = transportFor(port, baud);
  const roundTripsMs: number[] = [];
  const errors = new Map<Failure['code'], number>();
  const facts = { kind: 'id-card-reader' as const, address: port, baud, roundTripsMs, errors };
  const identified = await identifyReader(transport, systemClock, { baud });
  if (!identified.ok) return { ...facts, problem: identified.problem, samId: undefined };

  const exchange = await openExchange(transport, systemClock, () => undefined);
  if (!exchange.ok) return { ...facts, problem: exchange.problem, ...identified.value };
  for (let count = 0; count < statusCommands; count += 1) {
    const answer = expectSuccess(await exchange.value.send(commands.status));
    if (answer.ok) roundTripsMs.push(answer.value.ms);
    else errors.set(answer.problem.code, (errors.get(answer.problem.code) ?? 0) + 1);
  }
  await exchange.value.close();
  return { ...facts, problem: undefined, ...identified.value };
}

async function scannerFacts({
  port,
  baud,
  timeoutMs,
}: Omit<DiagnosedLine, 'device'>): Promise<ScannerFacts> {
  const recording = recordLine(transportFor(port, baud), systemClock);
  let codes = 0;
  let problem: Failure | undefined;
  const scanner = await connectScanner(recording.transport, (event) => {
    if (event.kind === 'code-scanned') codes += 1;
    if (event.kind === 'scanner-gone') problem = event.failure;
  });
  if (scanner.ok) {
    await new Promise((resolve) => setTimeout(resolve, timeoutMs));
    await scanner.value.close();
  } else problem = scanner.problem;
  const bytes = recording.events.reduce(
    (sum, event) => sum + ('bytes' in event ? event.bytes.length : 0),
    0,
  );
  return {
    kind: 'code-scanner',
    address: port,
    baud,
    problem,
    listenedMs: recording.ms,
    bytes,
    codes,
  };
}
