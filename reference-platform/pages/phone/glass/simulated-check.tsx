import type { ReactNode } from 'react';
import { usePhoneTexts } from '../texts/phone-texts.ts';

interface SimulatedCheckProps {
  /** What the phone is doing, e.g. looking at a face. */
  readonly title: string;
  readonly onPass: () => void;
  readonly onFail: () => void;
}

/** A sensor that the simulation has not: whoever presents it says how the check ended. */
export function SimulatedCheck({ title, onPass, onFail }: SimulatedCheckProps): ReactNode {
  const { t } = usePhoneTexts();
  return (
    <fieldset className="simulated">
      <legend>{t('check.simulated')}</legend>
      <p>{title}</p>
      <div className="buttons">
        <button type="button" className="button-main" onClick={onPass}>
          {t('check.pass')}
        </button>
        <button type="button" className="button-quiet" onClick={onFail}>
          {t('check.fail')}
        </button>
      </div>
    </fieldset>
  );
}
