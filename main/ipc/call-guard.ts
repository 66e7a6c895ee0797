import type { z } from 'zod';
import { type Failure, failure, type Outcome } from '../../src/failures/failure.ts';
import { err, ok } from '../../src/support/result.ts';

/** Where a call came from, read from the event at once. */
export interface CallOrigin {
  readonly window: 'clerk' | 'evaluator' | 'unknown';
  readonly isMainFrame: boolean;
  /** The frame's address. */
  readonly address: string;
}

/** What a channel demands of its callers. */
export interface CallRule {
  readonly window: 'clerk' | 'evaluator';
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
