import { rm } from 'node:fs/promises';
import {
  type OpenSessionAnswer,
  openSessionAnswerSchema,
  platformPaths,
  type Role,
} from '../../src/contracts/platform-api.ts';
import { type Clock, hallDay, systemClock } from '../../src/support/clock.ts';
import { clerks } from '../seed/accounts.ts';
import {
  type ReferencePlatform,
  type ReferencePlatformOptions,
  startReferencePlatform,
} from '../server.ts';
import { expectDescribed } from './described-answers.ts';
import { seededFolder } from './seeded-folder.ts';

/** Somebody's answer over HTTP. */
interface Answer {
  readonly status: number;
  /** Parsed from JSON; a test parses it with the contract's schema before it reads on. */
  readonly body: unknown;
}

/** A platform of one test file, on a free port with a folder of its own. */
export interface PlatformUnderTest {
  readonly url: string;
  readonly dataDir: string;
  readonly platform: ReferencePlatform;
  /**
   * Sends JSON and reads JSON; rejects when the answer is neither whole nor JSON, or when its status is none that the
   * description names.
   */
  call(method: string, path: string, body?: unknown, token?: string): Promise<Answer>;
  /** Opens a session for a workstation, of the seed's clerk at A07 unless of another role or at another window. */
  logIn(workstationId?: string, role?: Role, windowId?: string): Promise<OpenSessionAnswer>;
  /** Ends the platform and starts it again on the same folder, at another address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The workstation that tests speak for unless they name another. */
export const workstationId = '0193a000-0000-7000-8000-000000000001';

/** Starts a platform for tests, whose keys are those of the others unless it is given an empty folder. */
export async function startPlatformUnderTest(
  options: Partial<ReferencePlatformOptions> = {},
): Promise<PlatformUnderTest> {
  const { clock = systemClock, dataDir = await seededFolder(hallDay(clock.now())) } = options;
  let platform = await startReferencePlatform({ ...options, dataDir });

  const call: PlatformUnderTest['call'] = async (method, path, body, token) => {
    const response = await fetch(platform.url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    const answer = {
      status: response.status,
      body: text === '' ? undefined : JSON.parse(text),
    };
    expectDescribed(method, path, answer);
    return answer;
  };

  return {
    get url() {
      return platform.url;
    },
    dataDir,
    get platform() {
      return platform;
    },
    call,
    logIn: async (workstation = workstationId, role = 'clerk', windowId = 'A07') => {
      const { account, password } = clerks[role];
      const credentials = { account, password, windowId, workstationId: workstation };
      const { body } = await call('POST', platformPaths.sessions, credentials);
      return openSessionAnswerSchema.parse(body);
    },
    restart: async () => {
      await platform.close();
      platform = await startReferencePlatform({ ...options, dataDir });
    },
    stop: async () => {
      await platform.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** A clock that stands still until it is moved. */
export class StoppedClock implements Clock {
  #ms = Date.parse('2026-11-24T01:00:00.000Z');
  /** What its date has been set ahead by. */
  #setMs = 0;

  now(): string {
    return new Date(this.#ms + this.#setMs).toISOString();
  }

  monotonic(): number {
    return this.#ms;
  }

  /** Lets time pass, in milliseconds. */
  pass(ms: number): void {
    this.#ms += ms;
  }

  /** Sets its date ahead, in milliseconds, without any time passing. */
  jump(ms: number): void {
    this.#setMs += ms;
  }
}
