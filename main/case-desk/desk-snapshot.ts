import type { DeskSnapshot } from '../../src/contracts/clerk-ipc.ts';
import type { DeviceSnapshot } from '../../src/contracts/device-snapshot.ts';
import type { Failure } from '../../src/failures/failure.ts';
import type { Outbox } from '../storage/outbox.ts';
import type { CaseDesk } from './case-desk.ts';
import { projectForClerk } from './clerk-projection.ts';
import type { ClerkSession } from './clerk-session.ts';
import type { EvaluatorDesk } from './evaluator-desk.ts';

/** Where the parts of a snapshot come from. */
export interface DeskParts {
  readonly session: ClerkSession;
  readonly cases: CaseDesk;
  readonly evaluator: EvaluatorDesk;
  readonly devices: () => DeviceSnapshot;
  readonly platformState: () => DeskSnapshot['platform']['state'];
  readonly outbox: Outbox;
  readonly notices: () => readonly Failure[];
}

/** Everything the clerk's window shows, at this moment. */
export function deskSnapshot(parts: DeskParts, revision: number): DeskSnapshot {
  const opened = parts.session.opened();
  const current = parts.cases.current();
  // A case is its clerk's: nobody else at this counter sees it.
  const open = current?.subject.clerk === opened?.clerk.account ? current : undefined;
  return {
    revision,
    ...(opened === undefined
      ? {}
      : {
          session: {
            account: opened.clerk.account,
            name: opened.clerk.name,
            number: opened.clerk.number,
            role: opened.clerk.role,
            windowName: opened.window.name,
            hall: opened.window.hall,
          },
        }),
    platform: { state: parts.platformState(), ...parts.outbox.counts() },
    devices: parts.devices(),
    mirror: parts.evaluator.mirror(),
    items: parts.session.items(),
    ...(open === undefined ? {} : { case: projectForClerk(open.subject, open.form) }),
    notices: parts.notices(),
  };
}
