import { type ReactNode, useEffect, useRef } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import type { Failure } from '../../../src/failures/failure.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { useCommands } from '../commands/command-context.ts';
import { deskCommands } from '../commands/desk-commands.ts';
import { FailureAlert } from '../failures/failure-alert.tsx';
import './case-failure.css';

interface CaseFailureProps {
  readonly current: ClerkCase;
  readonly refusal: Failure | undefined;
}

/**
 * What stopped the case, and what the clerk's last call was refused for if that is something else. It comes into view
 * by itself: a long form must not hide why it was sent back.
 */
export function CaseFailure({ current: { failure }, refusal }: CaseFailureProps): ReactNode {
  const { snapshot } = useCommands();
  const alerts = useRef<HTMLDivElement>(null);
  const isRefusal = refusal !== undefined && refusal.code !== failure?.code;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another failure is what has to come into view
  useEffect(() => {
    alerts.current?.scrollIntoView({ block: 'nearest' });
  }, [failure?.code, refusal?.code]);

  if (failure === undefined && !isRefusal) return null;
  return (
    <div ref={alerts} className="case-failures">
      {failure === undefined ? null : (
        <FailureAlert
          testId="case-failure"
          failure={failure}
          action={
            deskCommands['try-again'].isPossible(snapshot) ? (
              <CommandButton command="try-again" />
            ) : undefined
          }
        />
      )}
      {isRefusal ? (
        <FailureAlert testId="call-failure" failure={refusal} severity="warning" />
      ) : null}
    </div>
  );
}
