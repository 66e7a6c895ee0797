import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useCameraNames } from '../camera/use-camera-names.ts';
import { useTexts } from '../locale/texts.ts';
import { SettingField } from './setting-field.tsx';
import { useSettingWords } from './setting-words.ts';
import type { SettingsForm } from './settings-form.ts';

interface CameraFieldProps {
  readonly form: SettingsForm;
  /** The setting: the camera that looks for codes, or the one that papers are photographed by. */
  readonly name: 'camera' | 'documentCamera';
}

/** Which camera does something. */
export function CameraField({ form, name }: CameraFieldProps): ReactNode {
  const { t } = useTexts();
  const { valueText } = useSettingWords();
  const names = useCameraNames();
  const { draft, edit, invalid } = form;
  const camera = draft[name];
  const isAbsent = camera !== '' && !names.includes(camera);
  return (
    <SettingField name={name} hint={t(`settings.hint.${name}`)} isInvalid={invalid === name}>
      {(marks) => (
        <Select
          {...marks}
          options={[
            ...['', ...names].map((label) => ({ value: label, label: valueText(name, label) })),
            ...(isAbsent
              ? [{ value: camera, label: t('settings.camera-absent', { name: camera }) }]
              : []),
          ]}
          value={camera}
          onChange={(chosen) => edit({ [name]: chosen })}
        />
      )}
    </SettingField>
  );
}
