import { useState } from 'react';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { CaseRail } from '../cases/case-rail.tsx';
import { EvaluatorMirror } from '../evaluator-mirror/evaluator-mirror.tsx';
import { FieldSources } from '../intake/field-sources.tsx';
import { IntakePage } from '../intake/intake-page.tsx';
import { TopBar } from '../top-bar/top-bar.tsx';
import { EmptyDesk } from './empty-desk.tsx';
import { NoticeBand } from './notice-band.tsx';
import './desk-page.css';

interface DeskPageProps {
  readonly session: NonNullable<DeskSnapshot['session']>;
  readonly snapshot: DeskSnapshot;
}

/** The whole desk: cases on the left, the open case in the middle, the citizen's screen on the right. */
export function DeskPage({ session, snapshot }: DeskPageProps) {
  const [focusedField, setFocusedField] = useState<string>();
  const { case: found, mirror } = snapshot;
  const open = found?.stage === 'closed' ? undefined : found;

  return (
    <div className="desk-page">
      <TopBar session={session} snapshot={snapshot} />
      <NoticeBand notices={snapshot.notices} />
      <div className="desk-columns">
        <CaseRail current={open} />
        {open === undefined ? (
          <EmptyDesk />
        ) : (
          <IntakePage
            key={open.id}
            current={open}
            snapshot={snapshot}
            onFieldFocus={setFocusedField}
          />
        )}
        <aside className="desk-opposite">
          <EvaluatorMirror mirror={mirror} />
          {open?.stage !== 'filling-form' ? null : (
            <FieldSources
              item={open.item}
              field={open.form?.find(({ key }) => key === focusedField)}
            />
          )}
        </aside>
      </div>
    </div>
  );
}
