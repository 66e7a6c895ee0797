import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useCameraNames } from '../camera/use-camera-names.ts';
import { useTexts } from '../locale/texts.ts';
import { SettingField } from './setting-field.tsx';
import { useSettingWords } from './setting-words.ts';
import type { SettingsForm } from './settings-form.ts';

/** Which camera looks for codes. */
export function CameraField({ form }: { readonly form: SettingsForm }): ReactNode {
  const { t } = useTexts();
  const { valueText } = useSettingWords();
  const names = useCameraNames();
  const { draft, edit, invalid } = form;
  const { camera } = draft;
  const isAbsent = camera !== '' && !names.includes(camera);
  return (
    <SettingField name="camera" hint={t('settings.hint.camera')} isInvalid={invalid === 'camera'}>
      {(marks) => (
        <Select
          {...marks}
          options={[
            ...['', ...names].map((name) => ({ value: name, label: valueText('camera', name) })),
            ...(isAbsent
              ? [{ value: camera, label: t('settings.camera-absent', { name: camera }) }]
              : []),
          ]}
          value={camera}
          onChange={(name) => edit({ camera: name })}
        />
      )}
    </SettingField>
  );
}
