import { z } from 'zod';
import { failureSchema } from './failure.ts';

/** One call over IPC: what goes in, and what comes out. */
export interface IpcCall {
  readonly request: z.ZodType;
  readonly reply: z.ZodType;
}

/** What every call over IPC answers: the reply of its channel, or a catalogued failure. */
export function ipcReplySchema<Reply extends z.ZodType>(reply: Reply) {
  return z.discriminatedUnion('ok', [
    z.strictObject({ ok: z.literal(true), value: reply }),
    z.strictObject({ ok: z.literal(false), problem: failureSchema }),
  ]);
}
