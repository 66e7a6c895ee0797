import type { ReactNode } from 'react';
import type { OutboxEntry } from '../../../src/contracts/clerk-ipc.ts';
import { useNow } from '../desk/use-now.ts';
import { moment } from '../locale/moments.ts';
import type { TextKey } from '../locale/text-key.ts';
import { useTexts } from '../locale/texts.ts';

const kindTexts = {
  'case:received': 'outbox.kind.case-received',
  'case:supplemented': 'outbox.kind.case-supplemented',
  'service:rated': 'outbox.kind.service-rated',
  'correction:asked': 'outbox.kind.correction-asked',
  'licence:objected': 'outbox.kind.licence-objected',
  'consent:withdrawn': 'outbox.kind.consent-withdrawn',
  'call-back:ended': 'outbox.kind.call-back-ended',
} as const satisfies Readonly<Record<NonNullable<OutboxEntry['kind']>, TextKey>>;

interface OutboxTableProps {
  readonly entries: readonly OutboxEntry[];
  /** Cases that are to go. */
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (caseId: string, isChosen: boolean) => void;
}

/** The entries in order; those that may go to somebody else can be chosen. */
export function OutboxTable({ entries, chosen, onChoose }: OutboxTableProps): ReactNode {
  const { t } = useTexts();
  const now = new Date(useNow()).toISOString();
  if (entries.length === 0) return <p data-testid="outbox-empty">{t('outbox.empty')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <div className="outbox-scroll" tabIndex={0}>
      <table className="outbox-table tabular-figures" data-testid="outbox-table">
        <thead>
          <tr>
            <th scope="col">{t('outbox.choose')}</th>
            <th scope="col">{t('outbox.number')}</th>
            <th scope="col">{t('outbox.kind')}</th>
            <th scope="col">{t('outbox.item')}</th>
            <th scope="col">{t('outbox.clerk')}</th>
            <th scope="col">{t('outbox.since')}</th>
            <th scope="col">{t('outbox.state')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => {
            const { seq, kind, itemName, itemCode, caseId, clerk, since, state, code } = entry;
            return (
              <tr key={seq} data-testid="outbox-entry" data-state={state}>
                <td>
                  {entry.mayGo && caseId !== undefined ? (
                    <input
                      type="checkbox"
                      data-testid={`outbox-choose-${seq}`}
                      aria-label={t('outbox.choose-number', { number: seq })}
                      checked={chosen.has(caseId)}
                      onChange={(event) => onChoose(caseId, event.target.checked)}
                    />
                  ) : null}
                </td>
                <td>{seq}</td>
                <td>{t(kind === undefined ? 'outbox.kind.unreadable' : kindTexts[kind])}</td>
                <td>{itemName ?? itemCode ?? '—'}</td>
                <td>{clerk ?? '—'}</td>
                <td>{since === undefined ? '—' : moment(since, now)}</td>
                <td>
                  {t(state === 'waiting' ? 'outbox.waiting' : 'outbox.rejected')}
                  {code === undefined ? null : <span className="failure-code"> {code}</span>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
