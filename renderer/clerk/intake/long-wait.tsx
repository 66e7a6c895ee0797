import { ClockCircleOutlined } from '@ant-design/icons';
import { type ReactNode, useState } from 'react';
import { hallTime, type Instant } from '../../../src/support/clock.ts';
import { useNow } from '../desk/use-now.ts';
import { duration } from '../locale/moments.ts';
import { useTexts } from '../locale/texts.ts';
import './long-wait.css';

/** Seconds after which a wait is long enough to be spoken of. */
const patience = 2;

interface LongWaitProps {
  readonly whom: string;
  /** When it began; absent when it begins with this appearing. */
  readonly since?: Instant | undefined;
}

/** A wait that after a while says for whom, and since when. */
export function LongWait({ whom, since }: LongWaitProps): ReactNode {
  const { t } = useTexts();
  const [appeared] = useState(Date.now);
  const began = since === undefined ? appeared : Date.parse(since);
  const seconds = (useNow() - began) / 1000;
  if (seconds < patience) return null;
  return (
    <p className="long-wait" data-testid="long-wait">
      <ClockCircleOutlined /> {t('wait.for', { whom })}{' '}
      <span className="tabular-figures">
        {t('wait.since', {
          time: hallTime(new Date(began).toISOString()),
          elapsed: duration(seconds),
        })}
      </span>
    </p>
  );
}
