import { type PhoneChange, phoneChangesAnswerSchema } from '../../../../src/contracts/changes.ts';
import { platformPaths } from '../../../../src/contracts/platform-api.ts';
import type { SignedInPhone } from './phone-context.ts';

const firstWaitMs = 1000;
const longestWaitMs = 30_000;

/** How long to wait after so many streams that could not be opened, one after another. */
export function waitAfter(failures: number): number {
  return Math.min(firstWaitMs * 2 ** failures, longestWaitMs);
}

interface ChangesToFollow {
  readonly ask: SignedInPhone['ask'];
  /** Opens the stream: for everything that arrives on it, whether that is a hint. Rejects where there is none. */
  readonly open: (signal: AbortSignal) => Promise<AsyncIterable<boolean>>;
  /** Tells what is new, oldest first. */
  readonly tell: (changes: readonly PhoneChange[]) => void;
}

/**
 * Tells a phone what happened at the platform, from the beginning on and until `signal` aborts. The stream only hints;
 * a phone that has none asks without, ever more rarely.
 */
export async function followChanges(
  { ask, open, tell }: ChangesToFollow,
  signal: AbortSignal,
): Promise<void> {
  let cursor: string | undefined;

  async function catchUp(): Promise<void> {
    for (;;) {
      const query = cursor === undefined ? '' : `?${new URLSearchParams({ since: cursor })}`;
      const answer = await ask(platformPaths.phoneChanges + query, {
        answer: phoneChangesAnswerSchema,
      });
      if (signal.aborted || !answer.ok) return;
      cursor = answer.value.cursor;
      if (answer.value.changes.length === 0) return;
      tell(answer.value.changes);
    }
  }

  let failures = 0;
  while (!signal.aborted) {
    try {
      for await (const isHint of await open(signal)) {
        failures = 0;
        if (isHint) await catchUp();
      }
    } catch {
      // It is opened again below; what it would have said is asked for then.
    }
    await pause(waitAfter(failures), signal);
    failures += 1;
    if (!signal.aborted) await catchUp();
  }
}

/** Resolves after some time, or as soon as `signal` aborts. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
