import type { ReactNode } from 'react';
import { type PhoneApp, phoneAppSchema } from '../../../../../src/contracts/phone-api.ts';
import { DisplayChoices } from '../../glass/display-choices.tsx';
import { Icon } from '../../glass/icon.tsx';
import { ScreenFrame } from '../../glass/screen-frame.tsx';
import { usePhoneTexts } from '../../texts/phone-texts.ts';

/** The apps on the phone. */
export function AppsScreen({ onOpen }: { readonly onOpen: (app: PhoneApp) => void }): ReactNode {
  const { t } = usePhoneTexts();
  return (
    <ScreenFrame title={t('apps.title')}>
      <ul className="cards">
        {phoneAppSchema.options.map((app) => (
          <li key={app}>
            <button type="button" className="card" data-app={app} onClick={() => onOpen(app)}>
              <Icon name="code" />
              <span className="card-text">
                <strong>{t(`app.${app}`)}</strong>
                <span>{t(`app.${app}.shows`)}</span>
              </span>
              <Icon name="next" />
            </button>
          </li>
        ))}
      </ul>
      <DisplayChoices />
    </ScreenFrame>
  );
}
