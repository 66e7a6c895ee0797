import { type ReactNode, useCallback, useEffect, useId, useState } from 'react';
import type { OutboxList } from '../../../src/contracts/clerk-ipc.ts';
import type { Failure } from '../../../src/failures/failure.ts';
import { Button } from '../desk/button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { ModalLayer } from '../desk/modal-layer.tsx';
import { KeyCap } from '../desk/work-button.tsx';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { useTexts } from '../locale/texts.ts';
import { OutboxTable } from './outbox-table.tsx';
import { ReassignmentForm } from './reassignment-form.tsx';
import './outbox-dialog.css';

/**
 * 待发送: what waits at this counter or was refused, whoever's it is, for a supervisor. What waits for a clerk can be given
 * to one who is there.
 */
export function OutboxDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const titleId = useId();
  const [list, setList] = useState<OutboxList>();
  const [problem, setProblem] = useState<Failure>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [given, setGiven] = useState(0);

  const look = useCallback(async () => {
    const listed = await desk.ask('outbox:list', null);
    if (listed.ok) setList(listed.value);
    setProblem(listed.ok ? undefined : listed.problem);
  }, [desk]);
  useEffect(() => void look(), [look]);

  function choose(caseId: string, isChosen: boolean): void {
    const next = new Set(chosen);
    if (isChosen) next.add(caseId);
    else next.delete(caseId);
    setChosen(next);
    setGiven(0);
  }

  async function noteGiven(): Promise<void> {
    setGiven(chosen.size);
    setChosen(new Set());
    await look();
  }

  return (
    <ModalLayer className="outbox-dialog" labelledBy={titleId} onCancel={onClose}>
      <h2 id={titleId}>{t('outbox.heading')}</h2>
      <p className="outbox-note">{t('outbox.note')}</p>
      {problem === undefined ? null : <FailureAlert testId="outbox-failure" failure={problem} />}
      {list === undefined ? null : <OutboxTable list={list} chosen={chosen} onChoose={choose} />}
      <p role="status" data-testid="outbox-given">
        {given === 0 ? null : t('outbox.given', { count: given })}
      </p>
      {chosen.size === 0 ? null : (
        <ReassignmentForm caseIds={[...chosen]} onGiven={() => void noteGiven()} />
      )}
      <footer>
        <Button data-testid="outbox-close" onClick={onClose}>
          {t('outbox.close')}
          <KeyCap>Esc</KeyCap>
        </Button>
      </footer>
    </ModalLayer>
  );
}
