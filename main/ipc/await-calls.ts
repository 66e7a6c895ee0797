import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { Failure, Outcome } from '../../src/failures/failure.ts';
import { err } from '../../src/support/result.ts';

/** Answers one call: lets it through or says why not. */
export type Answer = (event: IpcMainInvokeEvent, request: unknown) => Promise<Outcome<unknown>>;

/** The calls of one window, from before anybody can answer them. */
export interface AwaitedCalls {
  /** The page has made its first call. */
  readonly first: Promise<void>;
  /** Answers every call from now on, first those that wait. */
  answer(answers: (channel: string) => Answer): void;
  /** Answers every call by the failure that keeps the program from starting. */
  refuse(problem: Failure): void;
}

/** Takes the calls of a window: a page that is there before whoever answers it waits instead of failing. */
export function awaitCalls(channels: readonly string[]): AwaitedCalls {
  let decide: AwaitedCalls['answer'] = () => undefined;
  const decided = new Promise<(channel: string) => Answer>((resolve) => {
    decide = resolve;
  });
  let hear: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    hear = resolve;
  });
  for (const channel of channels) {
    const answer = decided.then((answers) => answers(channel));
    ipcMain.handle(channel, async (event, request: unknown) => {
      hear();
      return (await answer)(event, request);
    });
  }
  return {
    first,
    answer: decide,
    refuse: (problem) => decide(() => async () => err(problem)),
  };
}
