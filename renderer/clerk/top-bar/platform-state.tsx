import { useTranslation } from 'react-i18next';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { StateInWords, type Tone } from './state-in-words.tsx';

type Platform = DeskSnapshot['platform'];

const tones: Readonly<Record<Platform['state'], Tone>> = {
  unknown: 'waiting',
  online: 'good',
  offline: 'trouble',
};

/** Whether the platform can be reached, and how much it has not yet acknowledged. */
export function PlatformState({ platform }: { readonly platform: Platform }) {
  const { t } = useTranslation();
  const { state, waiting, rejected } = platform;
  return (
    <span className="platform-state tabular-figures">
      <StateInWords
        testId="platform-state"
        label={t('platform.label')}
        state={state}
        tone={tones[state]}
      >
        {t(`platform.${state}`)}
      </StateInWords>
      <span className={waiting === 0 ? 'state-label' : 'state-trouble'}>
        {t('platform.waiting', { number: waiting })}
      </span>
      {rejected === 0 ? null : (
        <span className="state-trouble">{t('platform.rejected', { number: rejected })}</span>
      )}
    </span>
  );
}
