import type { ReactNode } from 'react';
import { citizenLanguages } from '../../../../src/domain/consent.ts';
import { languageNames } from '../../shared/page-texts.tsx';
import { usePhoneTexts } from '../texts/phone-texts.ts';
import { useLargeType } from './large-type.ts';

/** The size of type (大字) and the language. */
export function DisplayChoices(): ReactNode {
  const { t, language, choose } = usePhoneTexts();
  const { isLarge, setLarge } = useLargeType();
  return (
    <>
      <label className="choice">
        <input
          type="checkbox"
          checked={isLarge}
          onChange={(event) => setLarge(event.currentTarget.checked)}
        />
        {t('display.large-type')}
      </label>
      <fieldset className="choices">
        <legend>{t('display.language')}</legend>
        {citizenLanguages.map((each) => (
          <label key={each} className="choice" lang={each}>
            <input
              type="radio"
              name="language"
              checked={each === language}
              onChange={() => choose(each)}
            />
            {languageNames[each]}
          </label>
        ))}
      </fieldset>
    </>
  );
}
