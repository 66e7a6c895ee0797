import { type FormEvent, type ReactNode, useEffect, useId, useState } from 'react';
import type { HandoverWindow } from '../../../src/contracts/handover-api.ts';
import type { Failure, Outcome } from '../../../src/failures/failure.ts';
import { BusyMark } from '../desk/busy-mark.tsx';
import { Button } from '../desk/button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { ModalLayer } from '../desk/modal-layer.tsx';
import { moveFocus } from '../desk/move-focus.ts';
import { SearchField } from '../desk/search-field.tsx';
import { KeyCap } from '../desk/work-button.tsx';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { useTexts } from '../locale/texts.ts';
import { findWindows } from './find-windows.ts';
import './handover-dialog.css';

interface HandoverDialogProps {
  readonly caseId: string;
  readonly onClose: () => void;
}

/** Chooses the window that the open case goes to: by its number and Enter, or by the arrow keys. */
export function HandoverDialog({ caseId, onClose }: HandoverDialogProps): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const titleId = useId();
  const [listed, setListed] = useState<Outcome<readonly HandoverWindow[]>>();
  const [typed, setTyped] = useState('');
  const [sendingTo, setSendingTo] = useState<string>();
  const [problem, setProblem] = useState<Failure>();

  useEffect(() => {
    let isWanted = true;
    void desk.ask('handover:windows', null).then((windows) => {
      if (isWanted) setListed(windows);
    });
    return () => {
      isWanted = false;
    };
  }, [desk]);

  async function handOver(windowId: string): Promise<void> {
    if (sendingTo !== undefined) return;
    setSendingTo(windowId);
    setProblem(undefined);
    // What was being typed in the form has been left by coming here, and main has it before the case goes.
    await desk.settled();
    const offered = await desk.ask('handover:offer', { caseId, windowId });
    setSendingTo(undefined);
    if (offered.ok) onClose();
    else setProblem(offered.problem);
  }

  const found = listed?.ok === true ? findWindows(listed.value, typed) : [];
  const [first] = found;

  function takeFirst(event: FormEvent): void {
    event.preventDefault();
    if (first !== undefined) void handOver(first.id);
  }

  return (
    <ModalLayer className="handover-dialog" labelledBy={titleId} onCancel={onClose}>
      <h2 id={titleId}>{t('handover.heading')}</h2>
      <p className="handover-dialog-note">{t('handover.what-goes')}</p>
      <form onSubmit={takeFirst} onKeyDown={moveFocus}>
        <SearchField
          data-testid="handover-search"
          autoFocus
          label={t('handover.search')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <ul aria-label={t('handover.windows')}>
          {found.map((window) => (
            <li key={window.id}>
              <button
                type="button"
                className="handover-window"
                data-testid={`handover-window-${window.id}`}
                data-stop=""
                data-first={window === first ? '' : undefined}
                aria-busy={sendingTo === window.id}
                onClick={() => void handOver(window.id)}
              >
                <span className="handover-window-name">{window.name}</span>
                <span className="handover-window-state" data-staffed={window.isStaffed}>
                  {t(window.isStaffed ? 'handover.staffed' : 'handover.unstaffed')}
                </span>
                {sendingTo === window.id ? <BusyMark /> : null}
                {window === first ? <KeyCap>Enter</KeyCap> : null}
              </button>
            </li>
          ))}
        </ul>
      </form>
      <div className="handover-dialog-result" aria-live="polite">
        {listed === undefined ? <p>{t('handover.asking')}</p> : null}
        {listed?.ok === true && found.length === 0 ? <p>{t('handover.none')}</p> : null}
        {listed?.ok === false ? (
          <FailureAlert testId="handover-failure" failure={listed.problem} />
        ) : null}
        {problem === undefined ? null : (
          <FailureAlert testId="handover-failure" failure={problem} />
        )}
      </div>
      <footer>
        <Button data-testid="handover-cancel" onClick={onClose}>
          {t('handover.cancel')}
          <KeyCap>Esc</KeyCap>
        </Button>
      </footer>
    </ModalLayer>
  );
}
