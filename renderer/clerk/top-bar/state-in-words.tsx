import { CheckCircleFilled, ClockCircleOutlined, ExclamationCircleFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import './state-in-words.css';

/** How a state should strike the eye; the words say it, mark and colour only repeat it. */
export type Tone = 'good' | 'waiting' | 'trouble';

interface StateInWordsProps {
  readonly testId: string;
  readonly label: string;
  readonly state: string;
  readonly tone: Tone;
  /** What there is no room for: a name, an address, what has gone wrong. */
  readonly more?: string | undefined;
  readonly children: ReactNode;
}

const marks: Readonly<Record<Tone, ReactNode>> = {
  good: <CheckCircleFilled />,
  waiting: <ClockCircleOutlined />,
  trouble: <ExclamationCircleFilled />,
};

/** One thing the work depends on and how it is: 读卡器 就绪. */
export function StateInWords(props: StateInWordsProps): ReactNode {
  const { testId, label, state, tone, more, children } = props;
  return (
    <span className="state-in-words" data-testid={testId} data-state={state} title={more}>
      <span className="state-label">{label}</span>
      <span className={`state-value state-${tone}`}>
        {marks[tone]} {children}
      </span>
    </span>
  );
}
