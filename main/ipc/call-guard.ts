import type { z } from 'zod';
import { type Failure, failure, type Outcome } from '../../src/failures/failure.ts';
import { err, ok } from '../../src/support/result.ts';
import type { PageHost } from '../security/content-security-policy.ts';

/** Where a call came from, read from the event at once. */
export interface CallOrigin {
  readonly window: PageHost | 'unknown';
  readonly isMainFrame: boolean;
  /** The frame's address. */
  readonly address: string;
}

/** What a channel demands of its callers. */
export interface CallRule {
  readonly window: PageHost;
  readonly request: z.ZodType;
  readonly isAllowed: () => Failure | undefined;
}

/**
 * Lets a call through or says why not: it has to come from the window the channel is for, from that window's own page
 * in its main frame, by somebody who may make it, with a request of the right shape. Checked in this order.
 */
export function admitCall(
  rule: CallRule,
  origin: CallOrigin,
  pageAddress: string,
  request: unknown,
): Outcome<unknown> {
  if (origin.window !== rule.window) return err(failure('ipc.wrong-window'));
  if (!origin.isMainFrame || !isPage(origin.address, pageAddress)) {
    return err(failure('ipc.wrong-frame'));
  }
  const refusal = rule.isAllowed();
  if (refusal !== undefined) return err(refusal);
  const parsed = rule.request.safeParse(request);
  return parsed.success ? ok(parsed.data) : err(failure('ipc.invalid-request'));
}

/** The ids of the web contents of the windows that are open. */
export type WindowIds = Readonly<Partial<Record<PageHost, number | undefined>>>;

const pageHosts: readonly PageHost[] = ['clerk', 'evaluator', 'paper'];

/** What of an IPC event tells where it came from; Electron's own event has it. */
interface SentCall {
  /** Null once the page has gone. */
  readonly senderFrame: { readonly parent: unknown; readonly url: string } | null | undefined;
  readonly sender: { readonly id: number };
}

/** Where a call came from. The frame is evaluated late, and nothing once its page has gone: such a call is in no frame. */
export function originOf({ senderFrame: frame, sender }: SentCall, windows: WindowIds): CallOrigin {
  const window = pageHosts.find((host) => windows[host] === sender.id) ?? 'unknown';
  return {
    window,
    isMainFrame: frame != null && frame.parent === null,
    address: frame?.url ?? '',
  };
}

function isPage(address: string, pageAddress: string): boolean {
  try {
    const actual = new URL(address);
    const expected = new URL(pageAddress);
    return (
      actual.protocol === expected.protocol &&
      actual.username === '' &&
      actual.password === '' &&
      actual.host === expected.host &&
      actual.pathname === expected.pathname
    );
  } catch {
    return false;
  }
}
