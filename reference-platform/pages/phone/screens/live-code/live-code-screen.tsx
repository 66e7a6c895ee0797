import { type ReactNode, useCallback, useState } from 'react';
import {
  type CodeChoice,
  codeSeconds,
  issueCodeAnswerSchema,
} from '../../../../../src/contracts/phone-api.ts';
import { platformPaths } from '../../../../../src/contracts/platform-api.ts';
import { ok } from '../../../../../src/support/result.ts';
import { usePhone } from '../../glass/phone-context.ts';
import { Problem } from '../../glass/problem.tsx';
import { ScreenFrame } from '../../glass/screen-frame.tsx';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { CodeCard } from './code-card.tsx';
import { CodeText } from './code-text.tsx';
import { useLiveCode } from './use-live-code.ts';

interface LiveCodeScreenProps {
  readonly choice: CodeChoice;
  /** Of whom the code is. */
  readonly name: string;
}

/** A code to be scanned at a window (办事码): for one minute, then another in its place. */
export function LiveCodeScreen({ choice, name }: LiveCodeScreenProps): ReactNode {
  const { t } = usePhoneTexts();
  const { ask } = usePhone();
  const [chosen] = useState(choice);
  const issue = useCallback(async () => {
    const answer = await ask(platformPaths.issueCode, {
      method: 'POST',
      body: chosen,
      answer: issueCodeAnswerSchema,
    });
    return answer.ok ? ok(answer.value.code) : answer;
  }, [ask, chosen]);
  const { shown, refusal, renew } = useLiveCode(issue, codeSeconds);
  return (
    <ScreenFrame title={t(`code.${chosen.kind}`)}>
      <p className="lead">{name}</p>
      {chosen.kind === 'yueshang' ? <p>{t(`purpose.${chosen.purpose}`)}</p> : null}
      {chosen.kind === 'delegated' ? <p>{t('code.delegated.what')}</p> : null}
      <Problem refusal={refusal} onRetry={renew} />
      {shown === undefined ? null : (
        <CodeCard
          shown={shown}
          seconds={codeSeconds}
          label={t('code.picture')}
          news={t('code.new')}
        />
      )}
      <p>{t('code.how')}</p>
      {shown === undefined ? null : <CodeText text={shown.code} />}
    </ScreenFrame>
  );
}
