import { memo, type ReactNode } from 'react';
import type { CaseSummary } from '../../../src/contracts/clerk-ipc.ts';
import { usePerform } from '../commands/command-context.ts';
import { takeUpCase } from '../commands/desk-commands.ts';
import { useNow } from '../desk/use-now.ts';
import { duration, moment } from '../locale/moments.ts';
import { useTexts } from '../locale/texts.ts';
import type { CaseGroup } from './case-groups.ts';
import { summaryTexts } from './summary-texts.ts';

interface CaseLineProps {
  readonly summary: CaseSummary;
  readonly group: CaseGroup;
  /** The one line of the rail that Tab comes to; the arrow keys go on from there. */
  readonly isTabStop: boolean;
}

/** A case of the shift: whose it is and how it stands; more while it is open, pointed at or in focus. */
export const CaseLine = memo(function CaseLine(props: CaseLineProps): ReactNode {
  const { summary, group, isTabStop } = props;
  const { t } = useTexts();
  const perform = usePerform();
  const { id, stage, isOpen } = summary;
  const { name, item, detail } = summaryTexts(summary, t);
  return (
    <li>
      <button
        type="button"
        className="case-line"
        data-testid="case-line"
        data-stage={stage}
        data-group={group}
        data-stop=""
        tabIndex={isTabStop ? 0 : -1}
        {...(isOpen ? { 'aria-current': 'true' } : {})}
        onClick={() => perform(`resume ${id}`, takeUpCase(summary))}
      >
        <span className="case-line-name">{name}</span>
        {isOpen || item === undefined ? null : <span className="case-line-item">{item}</span>}
        <span className="case-line-state tabular-figures">
          <Standing summary={summary} group={group} />
        </span>
        <span className="case-line-detail tabular-figures">{detail}</span>
      </button>
    </li>
  );
});

/** How a case stands: what is done or waited for with it, or else since when it is where it is. */
function Standing({ summary, group }: Pick<CaseLineProps, 'summary' | 'group'>): ReactNode {
  const { t } = useTexts();
  const { stage, since, handedTo, leftAt } = summary;
  if (handedTo !== undefined) {
    return (
      <>
        {t('case.handed-to', { window: handedTo.id })}
        <span className="case-line-act">{t('action.take-back')}</span>
      </>
    );
  }
  if (leftAt !== undefined) return t('case.left');
  if (stage === 'asking-consent') {
    return (
      <>
        {t('stage.asking-consent')} <Running since={since} />
      </>
    );
  }
  return group === 'at-work' || group === 'held' ? t(`stage.${stage}`) : <At instant={since} />;
}

function Running({ since }: { readonly since: string }): ReactNode {
  return duration((useNow() - Date.parse(since)) / 1000);
}

function At({ instant }: { readonly instant: string }): ReactNode {
  return moment(instant, new Date().toISOString());
}
