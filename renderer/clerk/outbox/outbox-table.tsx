import type { ReactNode } from 'react';
import type { OutboxEntry, OutboxList, WaitingCase } from '../../../src/contracts/clerk-ipc.ts';
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
  readonly list: OutboxList;
  /** Cases that are to go. */
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (caseId: string, isChosen: boolean) => void;
}

/** Events in order, then the cases that wait for their clerk; those that may go to somebody else can be chosen. */
export function OutboxTable({ list, ...choice }: OutboxTableProps): ReactNode {
  const { t } = useTexts();
  const now = new Date(useNow()).toISOString();
  const { entries, cases } = list;
  if (entries.length + cases.length === 0) {
    return <p data-testid="outbox-empty">{t('outbox.empty')}</p>;
  }
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
          {entries.map((entry) => (
            <Line key={entry.seq} {...lineOfEntry(entry)} {...choice} now={now} />
          ))}
          {cases.map((waiting) => (
            <Line key={waiting.caseId} {...lineOfCase(waiting)} {...choice} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a line says. */
interface LineTexts {
  /** The number that it is known by here; absent where it has none. */
  readonly number: string | undefined;
  readonly kind: TextKey;
  readonly item: string | undefined;
  readonly clerk: string | undefined;
  readonly since: string | undefined;
  readonly state: OutboxEntry['state'] | WaitingCase['state'];
  readonly stateText: TextKey;
  /** Why the platform has refused it. */
  readonly code?: string | undefined;
  /** The case that may be given to another clerk. */
  readonly caseToGo: string | undefined;
}

function lineOfEntry(entry: OutboxEntry): LineTexts {
  const { seq, kind, itemName, itemCode, caseId, clerk, since, state, code, mayGo } = entry;
  return {
    number: String(seq),
    kind: kind === undefined ? 'outbox.kind.unreadable' : kindTexts[kind],
    item: itemName ?? itemCode,
    clerk,
    since,
    state,
    stateText: state === 'waiting' ? 'outbox.waiting' : 'outbox.rejected',
    code,
    caseToGo: mayGo ? caseId : undefined,
  };
}

function lineOfCase(waiting: WaitingCase): LineTexts {
  const { caseId, provisionalNumber, itemName, clerk, since, state, mayGo } = waiting;
  return {
    number: provisionalNumber,
    kind: provisionalNumber === undefined ? 'outbox.kind.case-in-hand' : 'outbox.kind.offline-case',
    item: itemName,
    clerk,
    since,
    state,
    stateText: `group.${state}`,
    caseToGo: mayGo ? caseId : undefined,
  };
}

interface LineProps extends LineTexts, Omit<OutboxTableProps, 'list'> {
  readonly now: string;
}

function Line(props: LineProps): ReactNode {
  const { t } = useTexts();
  const { item = '—', number = item, clerk = '—', since, state, code, caseToGo } = props;
  return (
    <tr data-testid="outbox-entry" data-state={state}>
      <td>
        {caseToGo === undefined ? null : (
          <input
            type="checkbox"
            data-testid={`outbox-choose-${number}`}
            aria-label={t('outbox.choose-number', { number })}
            checked={props.chosen.has(caseToGo)}
            onChange={(event) => props.onChoose(caseToGo, event.target.checked)}
          />
        )}
      </td>
      <td>{props.number ?? '—'}</td>
      <td>{t(props.kind)}</td>
      <td>{item}</td>
      <td>{clerk}</td>
      <td>{since === undefined ? '—' : moment(since, props.now)}</td>
      <td>
        {t(props.stateText)}
        {code === undefined ? null : <span className="failure-code"> {code}</span>}
      </td>
    </tr>
  );
}
