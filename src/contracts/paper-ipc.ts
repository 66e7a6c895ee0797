import { z } from 'zod';
import type { PaperChannel } from './channels.ts';
import type { IpcCall } from './ipc-call.ts';
import { receiptSchema } from './receipt.ts';

/** The two calls of the window that papers are printed from; nobody sees that window. */
export const paperCalls = {
  /** The paper that this window is there for. */
  'paper:current': { request: z.null(), reply: receiptSchema },
  /** It is drawn, with its fonts. */
  'paper:ready': { request: z.null(), reply: z.null() },
} as const satisfies Readonly<Record<PaperChannel, IpcCall>>;
export type PaperCalls = typeof paperCalls;
