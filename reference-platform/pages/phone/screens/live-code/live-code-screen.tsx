import { type ReactNode, useState } from 'react';
import { useSecondsLeft } from '../../../../../renderer/shared/use-seconds-left.ts';
import { codeSeconds, type OwnCodeChoice } from '../../../../../src/contracts/phone-api.ts';
import { Problem } from '../../glass/problem.tsx';
import { ScreenFrame } from '../../glass/screen-frame.tsx';
import { secondsSaidAt } from '../../glass/seconds-said.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { CodeText } from './code-text.tsx';
import { QrCode } from './qr-code.tsx';
import { type ShownCode, useLiveCode } from './use-live-code.ts';
import './live-code.css';

interface LiveCodeScreenProps {
  readonly choice: OwnCodeChoice;
  /** Of whom the code is. */
  readonly name: string;
}

/** A code to be scanned at a window (办事码): for one minute, then another in its place. */
export function LiveCodeScreen({ choice, name }: LiveCodeScreenProps): ReactNode {
  const { t } = usePhoneTexts();
  const [chosen] = useState(choice);
  const { shown, refusal, renew } = useLiveCode(chosen);
  return (
    <ScreenFrame title={t(chosen.kind === 'yueshang' ? 'code.yueshang' : 'code.zhengwu')}>
      <p className="lead">{name}</p>
      {chosen.kind === 'yueshang' ? <p>{t(`purpose.${chosen.purpose}`)}</p> : null}
      <Problem refusal={refusal} onRetry={renew} />
      {shown === undefined ? null : <CodeCard shown={shown} />}
      <p>{t('code.how')}</p>
      {shown === undefined ? null : <CodeText text={shown.code} />}
    </ScreenFrame>
  );
}

function CodeCard({ shown: { code, until } }: { readonly shown: ShownCode }): ReactNode {
  const { t } = usePhoneTexts();
  const seconds = useSecondsLeft(until);
  const said = secondsSaidAt(seconds);
  return (
    <div className="live-code">
      <QrCode text={code} label={t('code.picture')} />
      <div className="live-code-time">
        <svg viewBox="0 0 40 40" aria-hidden="true">
          <circle cx="20" cy="20" r="17" />
          <circle
            className="live-code-left"
            cx="20"
            cy="20"
            r="17"
            pathLength={codeSeconds}
            strokeDasharray={`${seconds} ${codeSeconds}`}
          />
        </svg>
        <span className="tabular-figures">{t('code.left', { seconds })}</span>
      </div>
      <p className="only-heard" role="status">
        {said === undefined ? t('code.new') : t('code.said', { seconds: said })}
      </p>
    </div>
  );
}
