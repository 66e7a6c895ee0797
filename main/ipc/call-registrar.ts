import { ipcMain } from 'electron';
import type { z } from 'zod';
import { ipcReplySchema } from '../../src/contracts/ipc-reply.ts';
import { type Failure, failure, type Outcome } from '../../src/failures/failure.ts';
import { err } from '../../src/support/result.ts';
import type { Log } from '../diagnostics/log.ts';
import { pageAddress } from '../security/app-scheme.ts';
import type { PageHost } from '../security/content-security-policy.ts';
import { machineFault } from '../storage/storage-failure.ts';
import { admitCall, originOf, type WindowIds } from './call-guard.ts';

/** The calls of one window, as its contract declares them. */
type Calls = Readonly<Record<string, { readonly request: z.ZodType; readonly reply: z.ZodType }>>;

/** A handler for every call of a contract. */
export type Handlers<Contract extends Calls> = {
  readonly [Channel in keyof Contract]: (
    request: z.output<Contract[Channel]['request']>,
  ) => Promise<Outcome<z.input<Contract[Channel]['reply']>>>;
};

/** What registering a window's calls needs. */
export interface CallRegistration<Contract extends Calls> {
  readonly window: PageHost;
  readonly contract: Contract;
  readonly handlers: Handlers<Contract>;
  readonly windows: () => WindowIds;
  /** Why the person at the window may not make this call, or undefined when they may. */
  readonly refuse: (channel: keyof Contract & string) => Failure | undefined;
  readonly log: Log;
}

/** Registers every call of a window's contract. A call that is not let through is answered by its failure and logged. */
export function registerCalls<Contract extends Calls>(
  registration: CallRegistration<Contract>,
): void {
  const { window, contract, handlers, log } = registration;
  for (const channel of Object.keys(contract) as (keyof Contract & string)[]) {
    const call = contract[channel];
    if (call === undefined) continue;
    const reply = ipcReplySchema(call.reply);
    ipcMain.handle(channel, async (event, request: unknown): Promise<Outcome<unknown>> => {
      const rule = {
        window,
        request: call.request,
        isAllowed: () => registration.refuse(channel),
      };
      const origin = originOf(event, registration.windows());
      const admitted = admitCall(rule, origin, pageAddress(window), request);
      if (!admitted.ok) {
        log.warn('ipc.refused', { channel, code: admitted.problem.code, window: origin.window });
        return admitted;
      }
      const handler = handlers[channel] as (request: unknown) => Promise<Outcome<unknown>>;
      try {
        return reply.parse(await handler(admitted.value)) as Outcome<unknown>;
      } catch (cause) {
        // The name only: the message of a reply out of shape would quote it.
        log.warn('ipc.handler-failed', {
          channel,
          cause: cause instanceof Error ? cause.name : '',
        });
        return err(machineFault(cause) ?? failure('internal.unexpected'));
      }
    });
  }
}

/** Registers a window's calls so that all of them are answered by the failure that kept the program from starting. */
export function refuseCalls(contract: Calls, problem: Failure): void {
  for (const channel of Object.keys(contract)) {
    ipcMain.handle(channel, async (): Promise<Outcome<never>> => err(problem));
  }
}
