import { type ReactNode, useState } from 'react';
import {
  type CodePurpose,
  codePurposeSchema,
  type OwnCodeChoice,
} from '../../../../../src/contracts/phone-api.ts';
import type { RepresentedEnterprise } from '../../../../../src/contracts/phone-holder-api.ts';
import { Icon } from '../../glass/icon.tsx';
import { usePhone } from '../../glass/phone-context.ts';
import { Problem } from '../../glass/problem.tsx';
import { ScreenFrame } from '../../glass/screen-frame.tsx';
import { useActivation } from '../../glass/use-activation.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { LiveCodeScreen } from '../live-code/live-code-screen.tsx';

/** 领取粤商码: of which enterprise, and what for. A code of another purpose is of no use at the window. */
export function ClaimCodeScreen({
  enterprises,
}: {
  readonly enterprises: readonly RepresentedEnterprise[];
}): ReactNode {
  const { t } = usePhoneTexts();
  const { replace } = usePhone();
  const { activate, refusal } = useActivation();
  const [enterprise, setEnterprise] = useState(enterprises[0]);

  function claim({ uscc, name }: RepresentedEnterprise, purpose: CodePurpose): void {
    const choice: OwnCodeChoice = { kind: 'yueshang', uscc, purpose };
    activate(choice, () => replace(<LiveCodeScreen choice={choice} name={name} />));
  }

  return (
    <ScreenFrame title={t('yueshang.claim')}>
      <fieldset className="choices">
        <legend>{t('yueshang.claim.whose')}</legend>
        {enterprises.map((each) => (
          <label key={each.uscc} className="choice">
            <input
              type="radio"
              name="enterprise"
              checked={each.uscc === enterprise?.uscc}
              onChange={() => setEnterprise(each)}
            />
            {each.name}
          </label>
        ))}
      </fieldset>
      <Problem refusal={refusal} />
      <h2>{t('yueshang.claim.purpose')}</h2>
      {enterprise === undefined ? null : (
        <ul className="cards">
          {codePurposeSchema.options.map((purpose) => (
            <li key={purpose}>
              <button type="button" className="card" onClick={() => claim(enterprise, purpose)}>
                <span className="card-text">
                  <strong>{t(`purpose.${purpose}`)}</strong>
                  <span>{t(`purpose.${purpose}.what`)}</span>
                </span>
                <Icon name="next" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </ScreenFrame>
  );
}
