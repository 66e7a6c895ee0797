import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../locale/texts.ts';
import { SettingField } from './setting-field.tsx';
import { languages } from './setting-words.ts';
import type { SettingsForm } from './settings-form.ts';
import { SettingsSection } from './settings-section.tsx';

/** Which language the window speaks, each by its own name. */
export function LanguageSection({ form }: { readonly form: SettingsForm }): ReactNode {
  const { t } = useTexts();
  const { draft, edit, invalid } = form;
  return (
    <SettingsSection name="language">
      <SettingField
        name="language"
        hint={t('settings.hint.language')}
        isInvalid={invalid === 'language'}
      >
        {(marks) => (
          <Select
            {...marks}
            options={languages.map((language) => ({
              value: language,
              label: <span lang={language}>{t(`settings.language.${language}`)}</span>,
            }))}
            value={draft.language}
            onChange={(language) => edit({ language })}
          />
        )}
      </SettingField>
    </SettingsSection>
  );
}
