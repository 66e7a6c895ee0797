import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Looks after a process that is not ours, by its id. */
export interface ProcessControl {
  /** Its memory in use (resident set), in bytes; undefined when it is gone or cannot be asked. */
  residentBytes(pid: number): Promise<number | undefined>;
  /** How long to wait between two such questions, in milliseconds: what asking costs differs. */
  readonly pauseMs: number;
  /** Ends it at once, and whatever it has started. Nothing happens when it is gone. */
  end(pid: number): void;
}

/** Runs one of the system's own programs. @returns what it writes, byte for byte */
type RunSystemProgram = (program: string, args: readonly string[]) => Promise<string>;

interface SystemParts {
  readonly platform: NodeJS.Platform;
  readonly run: RunSystemProgram;
  readonly readText: (file: string) => Promise<string>;
  readonly kill: (pid: number, signal: 'SIGKILL') => void;
}

const thisSystem: SystemParts = {
  platform: process.platform,
  run: async (program, args) => {
    const limits = { timeout: 2000, windowsHide: true, encoding: 'latin1' } as const;
    return (await promisify(execFile)(program, [...args], limits)).stdout;
  },
  readText: (file) => readFile(file, 'utf8'),
  kill: (pid, signal) => process.kill(pid, signal),
};

/** How processes are looked after on this system. Node has neither limits for a child nor job objects. */
export function processControl(parts: Partial<SystemParts> = {}): ProcessControl {
  const system = { ...thisSystem, ...parts };
  return system.platform === 'win32' ? onWindows(system) : onLinux(system);
}

function onLinux({ readText, kill }: SystemParts): ProcessControl {
  return {
    pauseMs: 25,
    async residentBytes(pid) {
      const status = await readText(`/proc/${pid}/status`).catch(() => '');
      const kibibytes = /^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1];
      return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
    },
    end(pid) {
      // A process that leads a group goes with all of it.
      for (const target of [-pid, pid]) {
        try {
          kill(target, 'SIGKILL');
          return;
        } catch {
          // No such group, or no such process any more.
        }
      }
    },
  };
}

function onWindows({ run }: SystemParts): ProcessControl {
  const program = (name: string) =>
    `${process.env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\${name}`;
  return {
    pauseMs: 200,
    async residentBytes(pid) {
      const filter = ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'];
      const line = await run(program('tasklist.exe'), filter).catch(() => '');
      // "name.exe","1234","Console","1","45,678 K": the groups of digits are parted as the system's language has it.
      const memory = /^"[^"]*","(\d+)",.*"([^"]+) K"\s*$/m.exec(line);
      const kibibytes = memory?.[2]?.replace(/\D/g, '') ?? '';
      return memory?.[1] !== String(pid) || kibibytes === '' ? undefined : Number(kibibytes) * 1024;
    },
    end(pid) {
      void run(program('taskkill.exe'), ['/PID', String(pid), '/T', '/F']).catch(() => undefined);
    },
  };
}
