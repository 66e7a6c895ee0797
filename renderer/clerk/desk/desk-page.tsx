import { type ReactNode, useState } from 'react';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { CaseRail } from '../cases/case-rail.tsx';
import { CommandDesk } from '../commands/command-desk.tsx';
import { EvaluatorMirror } from '../evaluator-mirror/evaluator-mirror.tsx';
import { FieldSources } from '../intake/field-sources.tsx';
import { IntakePage } from '../intake/intake-page.tsx';
import { LaterSettingsPage } from '../settings/later-settings-page.tsx';
import { TopBar } from '../top-bar/top-bar.tsx';
import { ApprovalPage } from './approval-page.tsx';
import { EmptyDesk } from './empty-desk.tsx';
import { NoticeBand } from './notice-band.tsx';
import { OfflineBand } from './offline-band.tsx';
import { openCaseOf } from './open-case.ts';
import { pageOfRole } from './page-of-role.ts';
import './desk-page.css';

interface DeskPageProps {
  readonly session: NonNullable<DeskSnapshot['session']>;
  readonly snapshot: DeskSnapshot;
}

/** The desk of whoever is logged in: how everything is above, and under it what that person's role does here. */
export function DeskPage({ session, snapshot }: DeskPageProps): ReactNode {
  return (
    <CommandDesk snapshot={snapshot}>
      <div className="desk-page">
        <TopBar
          session={session}
          connectivity={snapshot.connectivity}
          platform={snapshot.platform}
          devices={snapshot.devices}
          printer={snapshot.printer}
          display={snapshot.mirror.display}
        />
        <div className="desk-bands">
          <NoticeBand notices={snapshot.notices} />
          {pageOfRole[session.role] === 'intake' || snapshot.connectivity.isDrill ? (
            <OfflineBand snapshot={snapshot} />
          ) : null}
        </div>
        <DeskOfRole role={session.role} snapshot={snapshot} />
      </div>
    </CommandDesk>
  );
}

interface DeskOfRoleProps {
  readonly role: DeskPageProps['session']['role'];
  readonly snapshot: DeskSnapshot;
}

/** Each role's own page. */
function DeskOfRole({ role, snapshot }: DeskOfRoleProps): ReactNode {
  switch (pageOfRole[role]) {
    case 'intake':
      return <IntakeDesk snapshot={snapshot} />;
    case 'approval':
      return <ApprovalPage />;
    case 'settings':
      return <LaterSettingsPage snapshot={snapshot} />;
  }
}

/** The intake: cases on the left, the open case in the middle, the citizen's screen on the right. */
function IntakeDesk({ snapshot }: Pick<DeskOfRoleProps, 'snapshot'>): ReactNode {
  const [focusedField, setFocusedField] = useState<string>();
  const open = openCaseOf(snapshot);
  return (
    <div className="desk-columns">
      <CaseRail cases={snapshot.cases} offers={snapshot.offers} />
      {open === undefined ? (
        <EmptyDesk cases={snapshot.cases} />
      ) : (
        <IntakePage
          key={open.id}
          current={open}
          snapshot={snapshot}
          onFieldFocus={setFocusedField}
        />
      )}
      <aside className="desk-opposite">
        <EvaluatorMirror mirror={snapshot.mirror} />
        {open?.stage !== 'filling-form' ? null : (
          <FieldSources
            item={open.item}
            field={open.form?.find(({ key }) => key === focusedField)}
          />
        )}
      </aside>
    </div>
  );
}
