import { type ReactNode, useState } from 'react';
import {
  type FaceResultAnswer,
  type FaceResultRequest,
  facePaths,
  faceResultAnswerSchema,
  type ScannedFaceSession,
} from '../../../../../src/contracts/face-api.ts';
import type { Refusal } from '../../../shared/ask-platform.ts';
import { usePhone } from '../../glass/phone-context.ts';
import { Problem } from '../../glass/problem.tsx';
import { ScreenFrame } from '../../glass/screen-frame.tsx';
import { SimulatedCheck } from '../../glass/simulated-check.tsx';
import { usePhoneTexts } from '../../texts/phone-texts.ts';

/** 刷脸办 on the phone (PUB-12 to PUB-16): who asks and what for, then the check, which a person may decline. */
export function FaceCheckScreen({ scanned }: { readonly scanned: ScannedFaceSession }): ReactNode {
  const { t } = usePhoneTexts();
  const { ask } = usePhone();
  const [isChecking, setChecking] = useState(false);
  const [result, setResult] = useState<FaceResultAnswer>();
  const [refusal, setRefusal] = useState<Refusal>();
  const state = result?.state ?? 'scanned';
  const isOpen = state === 'scanned' && refusal === undefined;

  async function tell(outcome: FaceResultRequest['outcome']): Promise<void> {
    setChecking(false);
    const body: FaceResultRequest = { faceSessionId: scanned.faceSessionId, outcome };
    const answer = await ask(facePaths.faceResults, {
      method: 'POST',
      body,
      answer: faceResultAnswerSchema,
    });
    if (answer.ok) setResult(answer.value);
    else setRefusal(answer.problem);
  }

  return (
    <ScreenFrame title={t('face.title')}>
      <dl className="facts">
        <dt>{t('face.who')}</dt>
        <dd>
          {scanned.department} · {scanned.hall} · {scanned.window}
        </dd>
        <dt>{t('face.item')}</dt>
        <dd>{scanned.itemName}</dd>
        <dt>{t('face.purpose')}</dt>
        <dd>{scanned.purpose}</dd>
      </dl>
      <Problem refusal={refusal} />
      {result === undefined ? null : (
        <p className={state === 'passed' ? 'notice' : 'problem'} role="status">
          {t(`face.result.${state}`, { tries: result.triesLeft })}
        </p>
      )}
      {isOpen && !isChecking ? (
        <>
          <p>{t('face.mask')}</p>
          <div className="buttons">
            <button type="button" className="button-main" onClick={() => setChecking(true)}>
              {t('face.start')}
            </button>
            <button type="button" className="button-quiet" onClick={() => void tell('declined')}>
              {t('face.decline')}
            </button>
          </div>
        </>
      ) : null}
      {isOpen && isChecking ? (
        <SimulatedCheck
          title={t('check.face')}
          onPass={() => void tell('passed')}
          onFail={() => void tell('failed')}
        />
      ) : null}
    </ScreenFrame>
  );
}
