import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { Failure, Outcome } from '../../src/failures/failure.ts';
import { err } from '../../src/support/result.ts';

/** Answers one call: lets it through or says why not. */
export type Answer = (event: IpcMainInvokeEvent, request: unknown) => Promise<Outcome<unknown>>;

/** The calls of one window, from before anybody can answer them. */
export interface AwaitedCalls {
  /** The page has made its first call. */
  readonly first: Promise<void>;
  /** Answers every call from now on, first those that wait; whoever has answered until now does not any more. */
  answer(answers: (channel: string) => Answer): void;
  /** Answers every call by the failure that keeps the program from starting. */
  refuse(problem: Failure): void;
  /** Every call waits again, until somebody can answer it. */
  wait(): void;
}

/** Takes the calls of a window: a page that is there before whoever answers it waits instead of failing. */
export function awaitCalls(channels: readonly string[]): AwaitedCalls {
  type Answers = (channel: string) => Answer;
  let decide: (answers: Answers) => void = () => undefined;
  const undecided = () =>
    new Promise<Answers>((resolve) => {
      decide = resolve;
    });
  let decided = undecided();
  let hear: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    hear = resolve;
  });
  function answer(answers: Answers): void {
    // Each is made once, not with every call.
    const made = new Map(channels.map((channel) => [channel, answers(channel)]));
    const remembered: Answers = (channel) => made.get(channel) ?? answers(channel);
    decide(remembered);
    decided = Promise.resolve(remembered);
  }
  for (const channel of channels) {
    ipcMain.handle(channel, async (event, request: unknown) => {
      hear();
      return (await decided)(channel)(event, request);
    });
  }
  return {
    first,
    answer,
    refuse: (problem) => answer(() => async () => err(problem)),
    wait: () => {
      decided = undecided();
    },
  };
}
