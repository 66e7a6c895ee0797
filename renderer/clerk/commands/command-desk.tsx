import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { CameraDialog } from '../camera/camera-dialog.tsx';
import { Confirmation } from '../desk/confirmation.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { HandoverDialog } from '../handover/handover-dialog.tsx';
import { PrincipalDialog } from '../intake/principal-dialog.tsx';
import { WithdrawalDialog } from '../intake/withdrawal-dialog.tsx';
import { useTexts } from '../locale/texts.ts';
import { OutboxDialog } from '../outbox/outbox-dialog.tsx';
import { Palette } from '../palette/palette.tsx';
import { ReceiptDialog } from '../receipt/receipt-dialog.tsx';
import { ConfirmSessionDialog } from '../session/confirm-session-dialog.tsx';
import type { Deed, Layer, Question } from './command.ts';
import { CommandContext, PerformContext } from './command-context.ts';
import { useCommandKeys } from './use-command-keys.ts';

interface Asked {
  readonly question: Question;
  readonly name: string;
  readonly deed: Deed;
}

interface CommandDeskProps {
  readonly snapshot: DeskSnapshot;
  readonly children: ReactNode;
}

/** Takes every command, whichever way it comes, and lays over the desk what a command asks or shows. */
export function CommandDesk({ snapshot, children }: CommandDeskProps): ReactNode {
  const desk = useDesk();
  const [layer, setLayer] = useState<Layer>();
  const [asked, setAsked] = useState<Asked>();
  const [underWay, setUnderWay] = useState<ReadonlySet<string>>(new Set());
  const running = useRef(new Set<string>());

  const newest = useCallback(() => desk.view().snapshot, [desk]);

  const run = useCallback(
    (name: string, deed: Deed) => {
      const at = newest();
      if (at === undefined || running.current.has(name)) return;
      running.current.add(name);
      setUnderWay(new Set(running.current));
      void deed.run({ desk, show: setLayer }, at).finally(() => {
        running.current.delete(name);
        setUnderWay(new Set(running.current));
      });
    },
    [desk, newest],
  );

  const perform = useCallback(
    (name: string, deed: Deed) => {
      const at = newest();
      const question = at === undefined ? undefined : deed.question?.(at);
      if (question === undefined) run(name, deed);
      else setAsked({ question, name, deed });
    },
    [newest, run],
  );
  useCommandKeys(newest, perform);

  useEffect(() => {
    // The citizen may have answered meanwhile: then there is nothing left to be lost.
    if (asked?.deed.question?.(snapshot) !== asked?.question) setAsked(undefined);
  }, [asked, snapshot]);

  const post = useMemo(() => ({ snapshot, underWay }), [snapshot, underWay]);
  const close = useCallback(() => setLayer(undefined), []);

  return (
    <PerformContext value={perform}>
      <CommandContext value={post}>
        {children}
        {layer?.kind === 'palette' ? <Palette onClose={close} /> : null}
        {layer?.kind === 'confirm-session' ? <ConfirmSessionDialog onClose={close} /> : null}
        {layer?.kind === 'camera' ? (
          <CameraDialog camera={snapshot.camera} onClose={close} />
        ) : null}
        {layer?.kind === 'outbox' ? <OutboxDialog onClose={close} /> : null}
        {layer?.kind === 'handover' ? (
          <HandoverDialog caseId={layer.caseId} onClose={close} />
        ) : null}
        {layer?.kind === 'principal' ? <PrincipalDialog {...layer} onClose={close} /> : null}
        {layer?.kind === 'withdrawal' && snapshot.case?.id === layer.caseId ? (
          <WithdrawalDialog current={snapshot.case} mirror={snapshot.mirror} onClose={close} />
        ) : null}
        {layer?.kind === 'consent-receipt' ? (
          <ReceiptDialog caseId={layer.caseId} pages={layer.pages} onClose={close} />
        ) : null}
        {layer?.kind === 'receipt' ? <ReceiptDialog caseId={layer.caseId} onClose={close} /> : null}
        {asked === undefined ? null : (
          <QuestionAsked
            question={asked.question}
            onAnswer={(confirmed) => {
              setAsked(undefined);
              if (confirmed) run(asked.name, asked.deed);
            }}
          />
        )}
      </CommandContext>
    </PerformContext>
  );
}

interface QuestionAskedProps {
  readonly question: Question;
  readonly onAnswer: (confirmed: boolean) => void;
}

function QuestionAsked({ question, onAnswer }: QuestionAskedProps): ReactNode {
  const { t } = useTexts();
  return (
    <Confirmation
      testId={`confirm-${question}`}
      title={t(`confirm.${question}.title`)}
      consequence={t(`confirm.${question}.consequence`)}
      yes={t(`confirm.${question}.yes`)}
      no={t(`confirm.${question}.no`)}
      onAnswer={onAnswer}
    />
  );
}
