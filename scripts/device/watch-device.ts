import { connectScanner, type ScannerEvent } from '../../hardware/code-scanner/scanner.ts';
import {
  connectReader,
  type IdCardReader,
  type ReaderEvent,
} from '../../hardware/id-card-reader/reader.ts';
import type { TracedDevice } from '../../hardware/traces/trace-file.ts';
import type { Transport } from '../../hardware/transport/transport.ts';
import type { CardWants } from '../../src/domain/identity-card.ts';
import type { Failure } from '../../src/failures/failure.ts';
import { failureText } from '../failure-text.ts';
import type { Emit } from './report.ts';

interface WatchedDevice {
  readonly device: TracedDevice;
  /** Bits per second that its line should have. */
  readonly baud: number;
  /** What to read off each card beside text and photo. */
  readonly wants: CardWants;
}

const words = {
  connected: '已连接',
  'not-connected': '连不上',
  'card-present': '有卡',
  'card-read': '已读卡',
  'card-read-failed': '读卡失败',
  'card-removed': '卡已拿开',
  'reader-gone': '读卡器断开',
  'code-scanned': '已扫码',
  'code-scan-failed': '扫码失败',
  'scanner-gone': '扫码器断开',
} as const;

/**
 * Lets the product work with a device and tells what happens there, in order and without anything that is somebody's,
 * until the device is gone or `stopped` resolves.
 * @returns why the device could not be used at all, if so
 */
export async function watchDevice(
  transport: Transport,
  { device, baud, wants }: WatchedDevice,
  emit: Emit,
  stopped: Promise<unknown>,
): Promise<Failure | undefined> {
  const startedAt = performance.now();
  const tell = (
    event: keyof typeof words,
    more: { failure?: Failure; bytes?: number } = {},
  ): void => {
    const ms = Math.round(performance.now() - startedAt);
    const { failure, bytes } = more;
    const message = failure && failureText(failure);
    const size = bytes === undefined ? '' : `（${bytes} 字节）`;
    emit({
      json: {
        ms,
        event,
        ...(bytes !== undefined && { bytes }),
        ...(failure && { failure: { code: failure.code, message } }),
      },
      words: `${String(ms).padStart(7)} ms  ${words[event]}${size}${failure ? `：${message}（${failure.code}）` : ''}`,
    });
  };
  let leave: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const hear = (event: ReaderEvent | ScannerEvent): void => {
    if ('failure' in event) tell(event.kind, { failure: event.failure });
    else if (event.kind === 'code-scanned') tell(event.kind, { bytes: event.bytes.length });
    else tell(event.kind);
    if (event.kind === 'card-removed') wish();
    if (event.kind === 'reader-gone' || event.kind === 'scanner-gone') leave();
  };
  let reader: IdCardReader | undefined;
  /** Only a wish has more read than text and photo. */
  const wish = (): void => {
    if (Object.values(wants).some(Boolean)) void reader?.readCard(wants);
  };

  const connected =
    device === 'id-card-reader'
      ? await connectReader(transport, hear, { baud })
      : await connectScanner(transport, hear);
  if (!connected.ok) {
    tell('not-connected', { failure: connected.problem });
    return connected.problem;
  }
  tell('connected');
  if ('readCard' in connected.value) reader = connected.value;
  wish();
  await Promise.race([gone, stopped]);
  await connected.value.close();
  return undefined;
}
