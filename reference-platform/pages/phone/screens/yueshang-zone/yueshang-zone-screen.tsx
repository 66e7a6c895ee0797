import type { ReactNode } from 'react';
import { Icon } from '../../glass/icon.tsx';
import { usePhone } from '../../glass/phone-context.ts';
import { Problem } from '../../glass/problem.tsx';
import { ScreenFrame } from '../../glass/screen-frame.tsx';
import { useOwnCodes } from '../../glass/use-own-codes.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { LiveCodeScreen } from '../live-code/live-code-screen.tsx';
import { ClaimCodeScreen } from './claim-code-screen.tsx';

/** 粤商码专区: the codes that were claimed, and claiming one (PUB-10). */
export function YueshangZoneScreen(): ReactNode {
  const { t } = usePhoneTexts();
  const { open } = usePhone();
  const { answer, refusal, ask } = useOwnCodes();
  const nameOf = (code: string): string =>
    answer?.enterprises.find(({ uscc }) => uscc === code)?.name ?? code;
  const claimed = answer?.activated.filter((code) => code.kind === 'yueshang') ?? [];
  return (
    <ScreenFrame title={t('yueshang.zone')}>
      <Problem refusal={refusal} onRetry={ask} />
      {answer !== undefined && claimed.length === 0 ? <p>{t('yueshang.none')}</p> : null}
      <ul className="cards">
        {claimed.map((choice) => (
          <li key={`${choice.uscc} ${choice.purpose}`}>
            <button
              type="button"
              className="card"
              onClick={() => open(<LiveCodeScreen choice={choice} name={nameOf(choice.uscc)} />)}
            >
              <Icon name="code" />
              <span className="card-text">
                <strong>{t(`purpose.${choice.purpose}`)}</strong>
                <span>{nameOf(choice.uscc)}</span>
              </span>
              <Icon name="next" />
            </button>
          </li>
        ))}
      </ul>
      {answer === undefined ? null : (
        <div className="buttons">
          <button
            type="button"
            className="button-main"
            onClick={() => open(<ClaimCodeScreen enterprises={answer.enterprises} />)}
          >
            {t('yueshang.claim')}
          </button>
        </div>
      )}
    </ScreenFrame>
  );
}
