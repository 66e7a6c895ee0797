import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';

/** What a command that ran to its end left behind. */
export interface CommandResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** Where and as whom a command runs. */
export interface CommandSettings {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
  input?: string;
  signal?: AbortSignal;
  /** How far it gives way to others, from 0 to 19, with all that it starts. */
  niceness?: number;
}

/** Runs a command and collects its output; a command that cannot be started counts as exit code 127. */
export function runCommand(
  file: string,
  args: readonly string[],
  { input = '', niceness, ...settings }: CommandSettings = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { ...settings, stdio: 'pipe' });
    if (niceness !== undefined && child.pid !== undefined) setPriority(child.pid, niceness);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdin.on('error', () => undefined); // The command may end without reading its input.
    child.stdin.end(input);
    child.once('error', (error) => resolve({ code: 127, stdout, stderr: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}

/** Runs a command and resolves to its standard output; rejects with its own words when it fails. */
export async function outputOf(
  file: string,
  args: readonly string[],
  settings?: CommandSettings,
): Promise<string> {
  const { code, stdout, stderr } = await runCommand(file, args, settings);
  if (code === 0) return stdout;
  throw new Error(`${file} ${args.join(' ')} → ${code}\n${stderr.trim() || stdout.trim()}`);
}

/**
 * Runs a command on this process's own terminal and resolves to its exit code.
 * Signals sent to this process are passed on, so that the command can clean up after itself.
 */
export function runInForeground(
  file: string,
  args: readonly string[],
  settings: Omit<CommandSettings, 'input' | 'niceness'> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...settings, stdio: 'inherit' });
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const stopForwarding = () => {
      for (const signal of signals) process.removeListener(signal, forward);
    };
    for (const signal of signals) process.on(signal, forward);
    child.once('error', (error) => {
      stopForwarding();
      reject(error);
    });
    child.once('exit', (code) => {
      stopForwarding();
      resolve(code ?? 1);
    });
  });
}
