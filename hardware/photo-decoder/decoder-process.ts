import { spawn } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Failure, fail, failure, type Outcome } from '../../src/failures/failure.ts';
import { err, ok } from '../../src/support/result.ts';
import { bitmapBytes } from './photo-bitmap.ts';
import { type ProcessControl, processControl } from './process-control.ts';

/** How a process has ended. */
export interface Ending {
  /** Its exit code. */
  readonly code: number;
  /** It did not end by itself: a signal or, on Windows, an exception ended it. */
  readonly isCrash: boolean;
  /** What it wrote to its standard output; of more than a photo, one byte more than a photo. */
  readonly output: Uint8Array;
}

/** A process that decodes one photo. */
export interface DecoderProcess {
  readonly pid: number;
  readonly ended: Promise<Ending>;
}

/** What a decoder's process is started with. */
export interface DecoderStart {
  readonly args: readonly string[];
  /** Its working folder, which is destroyed afterwards. */
  readonly folder: string;
  /** All of its environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What one photo may cost. */
export interface DecodingLimits {
  /** Time from start to end, in milliseconds. */
  readonly ms: number;
  /** Memory in use by the process, in bytes; what it has started is not counted, and ends with it. */
  readonly memoryBytes: number;
}

/** The limits of a counter: somebody is waiting, and the machine has other things to do. */
export const decodingLimits: DecodingLimits = { ms: 2000, memoryBytes: 256 * 2 ** 20 };

/** What attending a process needs. */
interface Attendance {
  /** The decoder's file, as failures name it. */
  readonly path: string;
  readonly signal: AbortSignal;
  readonly limits?: DecodingLimits | undefined;
  readonly control?: ProcessControl | undefined;
}

/**
 * Starts a decoder's process and stays with it until it has ended.
 * @returns its ending, or why it was ended: `photo-decoder.timed-out`, `photo-decoder.too-much-memory`,
 * `photo-decoder.cancelled`; or why it could not be started
 */
export async function attend(
  start: () => Promise<Outcome<DecoderProcess>>,
  { path, signal, limits = decodingLimits, control = processControl() }: Attendance,
): Promise<Outcome<Ending>> {
  const file = basename(path);
  let attended: DecoderProcess | undefined;
  let stopped: Failure | undefined;
  let hasEnded = false;

  const stop = (reason: Failure): void => {
    stopped ??= reason;
    if (attended !== undefined && !hasEnded) control.end(attended.pid);
  };
  const cancel = (): void => stop(failure('photo-decoder.cancelled'));
  const watchMemory = async ({ pid }: DecoderProcess): Promise<void> => {
    while (!hasEnded) {
      const bytes = await control.residentBytes(pid);
      if (bytes !== undefined && bytes > limits.memoryBytes) {
        stop(
          failure('photo-decoder.too-much-memory', {
            file,
            megabytes: limits.memoryBytes / 2 ** 20,
          }),
        );
      }
      if (!hasEnded) await pause(control.pauseMs);
    }
  };

  if (signal.aborted) return fail('photo-decoder.cancelled');
  signal.addEventListener('abort', cancel);
  const late = failure('photo-decoder.timed-out', { file, seconds: limits.ms / 1000 });
  const timer = setTimeout(stop, limits.ms, late);
  try {
    const started = await start();
    if (!started.ok) return started;
    attended = started.value;
    if (stopped !== undefined) stop(stopped);
    void watchMemory(attended);
    const ending = await attended.ended;
    return stopped === undefined ? ok(ending) : err(stopped);
  } finally {
    hasEnded = true;
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}

/** Windows ends a process by an exception with its NTSTATUS: 0xC0000000 and above. */
const firstException = 0xc000_0000;

/**
 * Starts a program, without a shell and as the leader of its own group.
 * @param input what it reads from its standard input; undefined: there is none
 * @returns the process, or `photo-decoder.not-startable`
 */
export function startProgram(
  program: string,
  { args, folder, environment }: DecoderStart,
  input?: Uint8Array,
): Promise<Outcome<DecoderProcess>> {
  const child = spawn(program, args, {
    cwd: folder,
    env: environment,
    // On Windows a detached program would open a console.
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'ignore'],
  });
  const { stdin, stdout } = child;
  // A decoder need not read to the end.
  stdin?.on('error', () => undefined);
  stdin?.end(input);
  const output = new Uint8Array(bitmapBytes + 1);
  let length = 0;
  stdout?.on('data', (part: Buffer) => {
    const taken = part.subarray(0, output.length - length);
    output.set(taken, length);
    length += taken.length;
  });
  const ended = new Promise<Ending>((resolve) => {
    const finish = (code: number | null, signal: string | null): void =>
      resolve({
        code: code ?? 0,
        isCrash: signal !== null || (code ?? 0) >= firstException,
        output: output.subarray(0, length),
      });
    child.once('close', finish);
    // Who was ended by a signal has nothing more to say, though something it has started may hold the line.
    child.once('exit', (code, signal) => {
      if (signal !== null) finish(code, signal);
    });
  });
  return new Promise((resolve) => {
    child.once('spawn', () => resolve(ok({ pid: child.pid ?? 0, ended })));
    child.once('error', (cause) => {
      const reason = 'code' in cause ? String(cause.code) : 'unknown';
      resolve(fail('photo-decoder.not-startable', { file: basename(program), reason }));
    });
  });
}

/**
 * The whole environment of a decoder: what the system's own libraries need, and its working folder as the place for
 * temporary files. Nothing of ours.
 * @param path the decoder's file; Windows finds the libraries beside it that it needs
 */
export function decoderEnvironment(
  path: string,
  folder: string,
  platform: NodeJS.Platform = process.platform,
): Record<string, string> {
  if (platform !== 'win32') return { PATH: '/usr/local/bin:/usr/bin:/bin', TMPDIR: folder };
  const systemRoot = process.env['SystemRoot'] ?? 'C:\\Windows';
  return {
    SystemRoot: systemRoot,
    PATH: `${dirname(path)};${systemRoot}\\System32;${systemRoot}`,
    TEMP: folder,
    TMP: folder,
  };
}
