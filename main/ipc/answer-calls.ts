import type { z } from 'zod';
import { type IpcCall, ipcReplySchema } from '../../src/contracts/ipc-call.ts';
import { type Failure, failure, type Outcome } from '../../src/failures/failure.ts';
import { err } from '../../src/support/result.ts';
import type { Log } from '../diagnostics/log.ts';
import { pageAddress } from '../security/app-scheme.ts';
import type { PageHost } from '../security/content-security-policy.ts';
import { machineFault } from '../storage/storage-failure.ts';
import type { Answer, AwaitedCalls } from './await-calls.ts';
import { admitCall, originOf, type WindowIds } from './call-guard.ts';

/** The calls of one window, as its contract declares them. */
type Calls = Readonly<Record<string, IpcCall>>;

/** A handler for every call of a contract. */
export type Handlers<Contract extends Calls> = {
  readonly [Channel in keyof Contract]: (
    request: z.output<Contract[Channel]['request']>,
  ) => Promise<Outcome<z.input<Contract[Channel]['reply']>>>;
};

/** What answering a window's calls needs. */
interface CallDesk<Contract extends Calls> {
  readonly window: PageHost;
  readonly contract: Contract;
  readonly handlers: Handlers<Contract>;
  readonly windows: () => WindowIds;
  /** Why the person at the window may not make this call, or undefined when they may. */
  readonly refuse: (channel: keyof Contract & string) => Failure | undefined;
  readonly log: Log;
}

/** Answers a window's calls by its contract. One that is not let through gets its failure, and is logged. */
export function answerCalls<Contract extends Calls>(
  calls: AwaitedCalls,
  desk: CallDesk<Contract>,
): void {
  calls.answer((channel) => answerOf(channel, desk));
}

/** Answers the calls of a contract, and every other one by what keeps the program from starting. */
export function answerOnly<Contract extends Calls>(
  calls: AwaitedCalls,
  problem: Failure,
  desk: CallDesk<Contract>,
): void {
  calls.answer((channel) =>
    channel in desk.contract ? answerOf(channel, desk) : async () => err(problem),
  );
}

function answerOf<Contract extends Calls>(
  channel: keyof Contract & string,
  { window, contract, handlers, windows, refuse, log }: CallDesk<Contract>,
): Answer {
  const call = contract[channel] as IpcCall;
  const reply = ipcReplySchema(call.reply);
  const rule = { window, request: call.request, isAllowed: () => refuse(channel) };
  const handler = handlers[channel] as (request: unknown) => Promise<Outcome<unknown>>;
  return async (event, request) => {
    const origin = originOf(event, windows());
    const admitted = admitCall(rule, origin, pageAddress(window), request);
    if (!admitted.ok) {
      log.warn('ipc.refused', { channel, code: admitted.problem.code, window: origin.window });
      return admitted;
    }
    try {
      return reply.parse(await handler(admitted.value)) as Outcome<unknown>;
    } catch (cause) {
      // The name only: the message of a reply out of shape would quote it.
      log.warn('ipc.handler-failed', { channel, cause: cause instanceof Error ? cause.name : '' });
      return err(machineFault(cause) ?? failure('internal.unexpected'));
    }
  };
}
