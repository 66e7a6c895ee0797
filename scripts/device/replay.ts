import { readTrace } from '../../hardware/traces/trace-file.ts';
import { traceTransport } from '../../hardware/traces/trace-transport.ts';
import type { Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { Emit } from './report.ts';
import { watchDevice } from './watch-device.ts';

interface ReplayOptions {
  /** A trace that `device record` has written. */
  readonly file: string;
  /** Leaves out what a reader's short pauses took. */
  readonly fast: boolean;
}

/** `device replay`: lets a recorded device do the same again, and tells what the product makes of it. */
export async function replay({ file, fast }: ReplayOptions, emit: Emit): Promise<Outcome<null>> {
  const trace = readTrace(file);
  if (!trace.ok) return trace;
  let onEnd: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    onEnd = resolve;
  });
  const transport = traceTransport(`trace:${file}`, trace, { fast, onEnd: () => onEnd() });
  await watchDevice(transport, trace.value.header, emit, ended);
  return ok(null);
}
