import { PlusOutlined, SearchOutlined } from '@ant-design/icons';
import { memo, type ReactNode, useId, useState } from 'react';
import type { CaseSummary, OfferedCase } from '../../../src/contracts/clerk-ipc.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { moveFocus } from '../desk/move-focus.ts';
import { SearchField } from '../desk/search-field.tsx';
import { useTexts } from '../locale/texts.ts';
import { type CaseGroup, countCases, findCases, groupCases } from './case-groups.ts';
import { CaseLine } from './case-line.tsx';
import { OfferLine } from './offer-line.tsx';
import './case-rail.css';

const plus = <PlusOutlined />;
const glass = <SearchOutlined />;

/** The groups that are counted at the foot of the rail, and what the number is called there. */
const counted = [
  'received',
  'awaiting-verification',
  'calling-back',
  'unsynced',
  'sent-back',
  'held',
] as const satisfies readonly CaseGroup[];

/** The cases of the shift, and the way to a new one. */
export const CaseRail = memo(function CaseRail(props: {
  readonly cases: readonly CaseSummary[];
  readonly offers: readonly OfferedCase[];
}): ReactNode {
  const { cases, offers } = props;
  const { t } = useTexts();
  const [typed, setTyped] = useState('');
  const id = useId();
  const found = groupCases(findCases(cases, typed));
  const shown = found.flatMap(([, members]) => members);
  const tabStop = shown.find(({ isOpen }) => isOpen) ?? shown[0];
  const counts = countCases(cases);

  return (
    <nav className="case-rail" aria-label={t('cases.heading')} onKeyDown={moveFocus}>
      <CommandButton
        command="new-case"
        kind={cases.some(({ isOpen }) => isOpen) ? 'plain' : 'primary'}
        icon={plus}
        block
      />
      {cases.length === 0 ? null : (
        <SearchField
          data-testid="case-search"
          look="small"
          label={t('cases.search')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      <div className="case-rail-list">
        {offers.length === 0 ? null : (
          <section aria-labelledby={`${id}-offers`} data-testid="offers">
            <h2 id={`${id}-offers`} className="tabular-figures">
              {t('offers.heading')} {offers.length}
            </h2>
            <ul>
              {offers.map((offer) => (
                <OfferLine key={offer.handoverId} offer={offer} />
              ))}
            </ul>
          </section>
        )}
        {found.map(([group, members]) => (
          <section key={group} aria-labelledby={`${id}-${group}`}>
            <h2 id={`${id}-${group}`} className="tabular-figures">
              {t(`group.${group}`)} {members.length}
            </h2>
            <ul>
              {members.map((summary) => (
                <CaseLine
                  key={summary.id}
                  summary={summary}
                  group={group}
                  isTabStop={summary === tabStop}
                />
              ))}
            </ul>
          </section>
        ))}
        {shown.length > 0 || (offers.length > 0 && cases.length === 0) ? null : (
          <p className="case-rail-empty" role="status">
            {t(cases.length === 0 ? 'cases.none' : 'cases.none-found')}
          </p>
        )}
      </div>
      <dl className="case-counts tabular-figures" data-testid="case-counts">
        {counted.map((group) => (
          <div key={group} data-group={group}>
            <dt>{t(`count.${group}`)}</dt>
            <dd>{counts[group]}</dd>
          </div>
        ))}
      </dl>
      <CommandButton command="open-palette" kind="quiet" size="small" icon={glass} />
    </nav>
  );
});
