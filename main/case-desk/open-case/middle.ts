import type { Case } from '../../../src/domain/case.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import type { CaseEvent } from '../../../src/flows/case-events.ts';
import { ok } from '../../../src/support/result.ts';
import { type OpenCase, type OpenCaseOptions, openCase } from './open-case.ts';

/** The middle of the clerk's window: the one case that is open there, or none. */
export interface Middle {
  open(): OpenCase | undefined;
  /** The open case where it is this one; `case.unknown` where it is not. */
  at(caseId: string): Outcome<OpenCase>;
  /** Does something with the open case on purpose. */
  send(caseId: string, event: CaseEvent): Outcome<null>;
  /** Opens a case as it is stored, in place of whatever is open. */
  start(stored: Case): OpenCase;
  /** Lets go of what is open, where it stands. */
  clear(): void;
}

/** What the middle needs. */
export interface MiddleOptions extends OpenCaseOptions {
  /** What belongs to the open case alone ends with it. */
  readonly onClear: () => void;
}

/** Nothing is open yet. */
export function createMiddle(options: MiddleOptions): Middle {
  let open: OpenCase | undefined;

  function at(caseId: string): Outcome<OpenCase> {
    return open?.subject().id === caseId ? ok(open) : fail('case.unknown');
  }

  function clear(): void {
    options.onClear();
    open?.stop();
    open = undefined;
  }

  return {
    open: () => open,
    at,
    send: (caseId, event) => {
      const found = at(caseId);
      return found.ok ? found.value.send(event) : found;
    },
    start: (stored) => {
      clear();
      open = openCase(options, stored);
      return open;
    },
    clear,
  };
}
