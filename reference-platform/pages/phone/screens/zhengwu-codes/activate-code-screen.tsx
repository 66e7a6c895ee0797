import type { ReactNode } from 'react';
import type { OwnCodeChoice } from '../../../../../src/contracts/phone-api.ts';
import { usePhone } from '../../glass/phone-context.ts';
import { Problem } from '../../glass/problem.tsx';
import { ScreenFrame } from '../../glass/screen-frame.tsx';
import { useActivation } from '../../glass/use-activation.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { LiveCodeScreen } from '../live-code/live-code-screen.tsx';

interface ActivateCodeScreenProps {
  readonly choice: OwnCodeChoice;
  /** Of whom the code is. */
  readonly name: string;
}

/** 开通政务码 (PUB-05). Who goes on without sees what the window says of such a code. */
export function ActivateCodeScreen({ choice, name }: ActivateCodeScreenProps): ReactNode {
  const { t } = usePhoneTexts();
  const { replace } = usePhone();
  const { activate, refusal } = useActivation();
  const show = () => replace(<LiveCodeScreen choice={choice} name={name} />);
  return (
    <ScreenFrame title={t('activate.title')}>
      <p className="lead">{name}</p>
      <p>{t('activate.what')}</p>
      <Problem refusal={refusal} />
      <div className="buttons">
        <button type="button" className="button-main" onClick={() => activate(choice, show)}>
          {t('activate.do')}
        </button>
        <button type="button" className="button-quiet" onClick={show}>
          {t('activate.later')}
        </button>
      </div>
    </ScreenFrame>
  );
}
