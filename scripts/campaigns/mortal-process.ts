import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A process of a campaign, which may be killed at any time. */
export interface MortalProcess {
  /** Ends its input: what it began is to be finished. */
  finish(): void;
  /** Says a line to it. */
  tell(line: string): void;
  /** SIGKILL, as a power cut for all that the process knows; what it has said until then is heard. */
  kill(): Promise<void>;
  /** Resolves once it has ended by itself or been killed. */
  ended(): Promise<unknown>;
}

/** Starts a script under this Node. Hears each line of its output. */
export function startMortal(
  script: string,
  args: readonly string[],
  onLine: (line: string) => void,
): MortalProcess {
  const child: ChildProcess = spawn(process.execPath, [script, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error('The process has no pipes.');
  stdin.on('error', () => undefined); // It may be gone by the time something is said.
  createInterface(stdout).on('line', onLine);
  const ended = once(child, 'close');
  return {
    finish: () => stdin.end(),
    tell: (line) => void stdin.write(`${line}\n`),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    ended: () => ended,
  };
}
