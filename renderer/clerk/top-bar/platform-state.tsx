import type { ReactNode } from 'react';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import {
  missingOnline,
  type PlatformStanding,
  platformStanding,
} from '../desk/platform-standing.ts';
import { useNow } from '../desk/use-now.ts';
import { moment } from '../locale/moments.ts';
import { useTexts } from '../locale/texts.ts';
import { StateInWords, type Tone } from './state-in-words.tsx';

const tones: Readonly<Record<PlatformStanding, Tone>> = {
  unknown: 'waiting',
  online: 'good',
  degraded: 'trouble',
  offline: 'trouble',
};

/** Whether the platform can be reached, how much it has not yet acknowledged, and how much it has sent back. */
export function PlatformState({
  connectivity,
  platform,
}: Pick<DeskSnapshot, 'connectivity' | 'platform'>): ReactNode {
  const { t } = useTexts();
  const now = new Date(useNow()).toISOString();
  const { waiting, oldestWaiting, rejected } = platform;
  const state = platformStanding(connectivity);
  const missing = missingOnline(connectivity);
  const { since } = connectivity[state === 'degraded' ? 'licences' : (missing ?? 'platform')];
  return (
    <span className="platform-state tabular-figures">
      <StateInWords
        testId="platform-state"
        label={t('platform.label')}
        state={state}
        tone={missing === undefined ? tones[state] : 'waiting'}
        more={t('platform.since', { time: moment(since, now) })}
      >
        {t(missing === undefined ? `platform.${state}` : `platform.without-${missing}`)}
      </StateInWords>
      <span className="platform-counts">
        <span className={waiting === 0 ? 'state-label' : 'state-trouble'}>
          {t('platform.waiting', { number: waiting })}
          {oldestWaiting === undefined ? null : (
            <span className="platform-oldest">
              {' '}
              {t('platform.oldest', { time: moment(oldestWaiting, now) })}
            </span>
          )}
        </span>
        <span className={rejected === 0 ? 'state-label' : 'state-trouble'}>
          {t('platform.rejected', { number: rejected })}
        </span>
      </span>
    </span>
  );
}
