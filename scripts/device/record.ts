import { recordedTrace } from '../../hardware/traces/recorded-trace.ts';
import { recordLine } from '../../hardware/traces/recording.ts';
import { type TracedDevice, writeTrace } from '../../hardware/traces/trace-file.ts';
import { transportFor } from '../../hardware/transport/transport-for.ts';
import type { CardWants } from '../../src/domain/identity-card.ts';
import type { Outcome } from '../../src/failures/failure.ts';
import { systemClock } from '../../src/support/clock.ts';
import { err, ok } from '../../src/support/result.ts';
import type { Emit } from './report.ts';
import { watchDevice } from './watch-device.ts';

interface RecordOptions {
  readonly port: string;
  readonly baud: number;
  readonly device: TracedDevice;
  readonly wants: CardWants;
  /** Where to write the trace. */
  readonly out: string;
  /** How long to record; until Ctrl+C unless told. */
  readonly seconds: number | undefined;
}

/**
 * `device record`: writes down what passes over a device's line, with nobody's data in place of somebody's.
 * @returns why there is no trace, or what was wrong with the device where its trace shows it
 */
export async function record(
  { port, baud, device, wants, out, seconds }: RecordOptions,
  emit: Emit,
): Promise<Outcome<null>> {
  const recording = recordLine(transportFor(port, baud), systemClock);
  const stop = stopSignal(seconds);
  const problem = await watchDevice(
    recording.transport,
    { device, baud, wants },
    emit,
    Promise.race([stop.stopped, recording.isFull]),
  );
  stop.forget();
  if (problem !== undefined && recording.events.length === 0) return err(problem);

  const trace = recordedTrace(recording, { device, baud, wants });
  const written = await writeTrace(out, trace);
  if (!written.ok) return written;
  const events = trace.events.length;
  emit({
    json: { ok: true, out, events },
    words: `记录已写入 ${out}（${events} 条，不含个人信息，可以用邮件发送）`,
  });
  return ok(null);
}

/** The end that was asked for: after some time, or by whoever sits at the terminal. */
function stopSignal(seconds: number | undefined) {
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const limit = seconds === undefined ? undefined : setTimeout(stop, seconds * 1000);
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return {
    stopped,
    forget() {
      clearTimeout(limit);
      process.off('SIGINT', stop).off('SIGTERM', stop);
    },
  };
}
