import { DisconnectOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { countCases } from '../cases/case-groups.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { duration, moment } from '../locale/moments.ts';
import { useTexts } from '../locale/texts.ts';
import { useNow } from './use-now.ts';
import './offline-band.css';

/** How long before it comes the clerk is told what the platform's absence will end, in milliseconds. */
const toldAhead = 3_600_000;

/**
 * While the platform, or part of what it does, is away: since when, what works, what waits, and what a paper is called. When
 * it is back, that whoever was let in without it has to log in there.
 */
export function OfflineBand({ snapshot }: { readonly snapshot: DeskSnapshot }): ReactNode {
  const { platform, licences, isDrill } = snapshot.connectivity;
  if (platform.state === 'down' || isDrill) return <OfflineFacts snapshot={snapshot} />;
  if (snapshot.session?.isOffline) return <ConfirmationWanted snapshot={snapshot} />;
  return licences.state === 'down' ? <LicencesAway snapshot={snapshot} /> : null;
}

/** What is said, under what heading. */
type Fact = readonly [label: string, text: string];

function OfflineFacts({ snapshot }: { readonly snapshot: DeskSnapshot }): ReactNode {
  const { t } = useTexts();
  const now = useNow();
  const at = new Date(now).toISOString();
  const { connectivity, platform, cases, itemsFrom } = snapshot;
  const { mode, next, drillEndsAt } = connectivity;
  const { since } = connectivity.platform;
  const { waiting, oldestWaiting, rejected } = platform;
  const waits = [
    t('offline.waits.list', { events: waiting, cases: countCases(cases).unsynced }),
    ...(oldestWaiting === undefined
      ? []
      : [t('offline.waits.oldest', { time: moment(oldestWaiting, at) })]),
    ...(rejected === 0 ? [] : [t('offline.waits.rejected', { rejected })]),
  ];
  const left = next === undefined ? undefined : Date.parse(next.at) - now;
  const facts: readonly Fact[] = [
    drillEndsAt === undefined
      ? [
          t('offline.heading'),
          t('offline.since', {
            time: moment(since, at),
            elapsed: duration((now - Date.parse(since)) / 1000),
          }),
        ]
      : [t('offline.drill'), t('offline.drill.until', { time: moment(drillEndsAt, at) })],
    [
      t('offline.works'),
      t(mode === 'finish-only' ? 'offline.works.finish-only' : 'offline.works.list'),
    ],
    [t('offline.waits'), waits.join(t('offline.waits.and'))],
    [t('offline.paper'), t('offline.paper.name')],
  ];
  const isSoon = next !== undefined && left !== undefined && left <= toldAhead;
  return (
    <Band heading={t('offline.heading')} isDrill={connectivity.isDrill} facts={facts}>
      {isSoon ? (
        <p className="offline-band-soon" data-testid="offline-soon" data-mode={next.mode}>
          {t(`offline.soon.${next.mode}`, {
            time: moment(next.at, at),
            left: duration(Math.max(0, left) / 1000),
          })}
        </p>
      ) : null}
      {itemsFrom === undefined ? null : (
        <p data-testid="items-from">{t('offline.items-from', { time: moment(itemsFrom, at) })}</p>
      )}
    </Band>
  );
}

function ConfirmationWanted({ snapshot }: { readonly snapshot: DeskSnapshot }): ReactNode {
  const { t } = useTexts();
  const { waiting } = snapshot.platform;
  return (
    <Band
      heading={t('offline.back')}
      facts={[[t('offline.back'), t('offline.confirm', { events: waiting })]]}
    >
      <CommandButton command="confirm-session" kind="primary" />
    </Band>
  );
}

function LicencesAway({ snapshot }: { readonly snapshot: DeskSnapshot }): ReactNode {
  const { t } = useTexts();
  const now = new Date(useNow()).toISOString();
  const { since } = snapshot.connectivity.licences;
  const heading = t('offline.licences', { time: moment(since, now) });
  return <Band heading={heading} facts={[[heading, t('offline.licences.rest')]]} />;
}

interface BandProps {
  readonly heading: string;
  readonly facts: readonly Fact[];
  readonly isDrill?: boolean;
  readonly children?: ReactNode;
}

function Band({ heading, facts, isDrill = false, children }: BandProps): ReactNode {
  return (
    <section
      className="offline-band"
      data-testid="offline-band"
      data-drill={isDrill}
      aria-label={heading}
    >
      <DisconnectOutlined className="offline-band-icon" />
      <div className="offline-band-body">
        <dl className="tabular-figures">
          {facts.map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        {children}
      </div>
    </section>
  );
}
