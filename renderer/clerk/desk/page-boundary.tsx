import { Component, type ReactNode } from 'react';
import { failure } from '../../../src/failures/failure.ts';
import { whereItBroke } from '../../../src/failures/where-it-broke.ts';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { useTexts } from '../locale/texts.ts';
import { ActionButton } from './action-button.tsx';
import { useDesk } from './desk-context.ts';
import type { DeskStore } from './desk-store.ts';

interface PageBoundaryProps {
  readonly desk: DeskStore;
  readonly children: ReactNode;
}

/** Keeps the window from going empty: where the page breaks it says so, main is told where, and the page can be loaded again. */
export class PageBoundary extends Component<PageBoundaryProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }

  override componentDidCatch(thrown: unknown): void {
    void this.props.desk.ask('page:broken', whereItBroke(thrown));
  }

  override render(): ReactNode {
    return this.state.isBroken ? <BrokenPage /> : this.props.children;
  }
}

function BrokenPage(): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();

  /** The case waits for its clerk; another one can work here meanwhile. */
  async function logOut(): Promise<void> {
    await desk.ask('session:log-out', null);
    await desk.ask('page:load-again', null);
  }

  return (
    <main className="clerk-window-unopened">
      <FailureAlert
        testId="page-failure"
        failure={failure('internal.unexpected')}
        action={
          <div className="clerk-window-ways">
            <ActionButton
              testId="page-load-again"
              autoFocus
              act={() => desk.ask('page:load-again', null)}
            >
              {t('action.try-again')}
            </ActionButton>
            <ActionButton testId="page-log-out" act={logOut}>
              {t('action.log-out')}
            </ActionButton>
          </div>
        }
      />
    </main>
  );
}
