import type { ReactNode } from 'react';
import { useSecondsLeft } from '../../../../../renderer/shared/use-seconds-left.ts';
import { secondsSaidAt } from '../../glass/seconds-said.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { QrCode } from './qr-code.tsx';
import type { ShownCode } from './use-live-code.ts';
import './live-code.css';

interface CodeCardProps {
  readonly shown: ShownCode;
  /** For how long a code is of use. */
  readonly seconds: number;
  /** What it is, for whoever does not see it. */
  readonly label: string;
  /** What is read out when there is another. */
  readonly news: string;
}

/** A code with the ring of its time. */
export function CodeCard({
  shown: { code, until },
  seconds: all,
  label,
  news,
}: CodeCardProps): ReactNode {
  const { t } = usePhoneTexts();
  const seconds = useSecondsLeft(until);
  const said = secondsSaidAt(seconds);
  return (
    <div className="live-code">
      <QrCode text={code} label={label} />
      <div className="live-code-time">
        <svg viewBox="0 0 40 40" aria-hidden="true">
          <circle cx="20" cy="20" r="17" />
          <circle
            className="live-code-left"
            cx="20"
            cy="20"
            r="17"
            pathLength={all}
            strokeDasharray={`${seconds} ${all}`}
          />
        </svg>
        <span className="tabular-figures">{t('code.left', { seconds })}</span>
      </div>
      <p className="only-heard" role="status">
        {said === undefined ? news : t('code.said', { seconds: said })}
      </p>
    </div>
  );
}
