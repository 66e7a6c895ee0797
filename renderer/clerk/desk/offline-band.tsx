import { DisconnectOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { countCases } from '../cases/case-groups.ts';
import { duration, moment } from '../locale/moments.ts';
import { useTexts } from '../locale/texts.ts';
import { useNow } from './use-now.ts';
import './offline-band.css';

/** While the platform cannot be reached: since when, what still works, what waits, and what a paper is called. */
export function OfflineBand({ snapshot }: { readonly snapshot: DeskSnapshot }): ReactNode {
  return snapshot.connectivity.platform.state === 'down' ? (
    <OfflineFacts snapshot={snapshot} />
  ) : null;
}

function OfflineFacts({ snapshot }: { readonly snapshot: DeskSnapshot }): ReactNode {
  const { t } = useTexts();
  const now = useNow();
  const { platform, cases } = snapshot;
  const { waiting } = platform;
  const { since } = snapshot.connectivity.platform;
  const facts: readonly (readonly [string, string])[] = [
    [
      t('offline.heading'),
      t('offline.since', {
        time: moment(since, new Date(now).toISOString()),
        elapsed: duration((now - Date.parse(since)) / 1000),
      }),
    ],
    [t('offline.works'), t('offline.works.list')],
    [
      t('offline.waits'),
      t('offline.waits.list', { events: waiting, cases: countCases(cases).unsynced }),
    ],
    [t('offline.paper'), t('offline.paper.name')],
  ];
  return (
    <section className="offline-band" data-testid="offline-band" aria-label={t('offline.heading')}>
      <DisconnectOutlined className="offline-band-icon" />
      <dl className="tabular-figures">
        {facts.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
