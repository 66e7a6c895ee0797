import type { ReactNode } from 'react';
import type { OwnCodeChoice } from '../../../../../src/contracts/phone-api.ts';
import { Icon } from '../../glass/icon.tsx';
import { usePhone } from '../../glass/phone-context.ts';
import { Problem } from '../../glass/problem.tsx';
import { useOwnCodes } from '../../glass/use-own-codes.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { LiveCodeScreen } from '../live-code/live-code-screen.tsx';
import { ActivateCodeScreen } from './activate-code-screen.tsx';

/** The 政务码 of the person and of the enterprises that they represent (PUB-04). */
export function ZhengwuCodes(): ReactNode {
  const { t } = usePhoneTexts();
  const { owner, open } = usePhone();
  const { answer, refusal, ask } = useOwnCodes();

  function line(choice: Extract<OwnCodeChoice, { kind: 'zhengwu' }>, name: string): ReactNode {
    const isActivated = answer?.activated.some(
      (code) => JSON.stringify(code) === JSON.stringify(choice),
    );
    const { type } = choice.subject;
    return (
      <li key={type === 'person' ? type : choice.subject.uscc}>
        <button
          type="button"
          className="card"
          onClick={() =>
            open(
              isActivated ? (
                <LiveCodeScreen choice={choice} name={name} />
              ) : (
                <ActivateCodeScreen choice={choice} name={name} />
              ),
            )
          }
        >
          <Icon name="code" />
          <span className="card-text">
            <strong>{t(`zhengwu.${type}`)}</strong>
            <span>{name}</span>
            <span>{t(isActivated ? 'zhengwu.activated' : 'zhengwu.not-activated')}</span>
          </span>
          <Icon name="next" />
        </button>
      </li>
    );
  }

  return (
    <>
      <Problem refusal={refusal} onRetry={ask} />
      {answer === undefined ? null : (
        <ul className="cards">
          {line({ kind: 'zhengwu', subject: { type: 'person' } }, owner.name)}
          {answer.enterprises.map(({ uscc, name }) =>
            line({ kind: 'zhengwu', subject: { type: 'enterprise', uscc } }, name),
          )}
        </ul>
      )}
    </>
  );
}
