import { AutoComplete, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import type { DevicePlace } from '../../../src/contracts/device-snapshot.ts';
import type { SettingsView } from '../../../src/contracts/settings.ts';
import { useFailureText } from '../failures/use-failure-text.ts';
import { useTexts } from '../locale/texts.ts';
import { lastCodeText } from '../scanning/last-code-text.ts';
import { CameraField } from './camera-field.tsx';
import { DeviceTrial } from './device-trial.tsx';
import { SettingField } from './setting-field.tsx';
import type { CounterSettings } from './settings-edits.ts';
import type { SettingsForm } from './settings-form.ts';
import { SettingsSection } from './settings-section.tsx';
import { WedgeField } from './wedge-field.tsx';
import './device-section.css';

type Baud = CounterSettings['readerBaud'];

const speeds = [9600, 19_200, 38_400, 57_600, 115_200] as const satisfies Baud[];

interface DeviceSectionProps {
  readonly form: SettingsForm;
  readonly device: DevicePlace;
}

/** Where a device is attached, with a trial of it before anything is saved. */
export function DeviceSection({ form, device }: DeviceSectionProps): ReactNode {
  const texts = useTexts();
  const { t } = texts;
  const textOf = useFailureText();
  const { draft, edit, invalid, view, snapshot } = form;
  const addressName = `${device}Address` as const;
  const baudName = `${device}Baud` as const;
  const address = draft[addressName];
  const baud = draft[baudName];
  const hasSpeed = !/^(tcp:\/\/|hid:|usb:|trace:)/i.test(address);
  const attached = snapshot.devices[device];

  return (
    <SettingsSection name={device}>
      <div className="device-fields">
        <SettingField
          name={addressName}
          hint={t('settings.hint.port')}
          isInvalid={invalid === addressName}
        >
          {(marks) => (
            <AutoComplete
              options={view.ports.map((port) => portOption(port, texts))}
              value={address}
              onChange={(typed: string) => edit({ [addressName]: typed.trim() })}
            >
              <Input {...marks} maxLength={256} spellCheck={false} />
            </AutoComplete>
          )}
        </SettingField>
        <SettingField
          name={baudName}
          hint={t(hasSpeed ? 'settings.hint.baud-serial' : 'settings.hint.baud-none')}
          isInvalid={invalid === baudName}
        >
          {(marks) => (
            <Select<Baud>
              {...marks}
              disabled={!hasSpeed}
              options={speeds.map((speed) => ({ value: speed, label: String(speed) }))}
              value={baud}
              onChange={(speed) => edit({ [baudName]: speed })}
            />
          )}
        </SettingField>
      </div>
      {attached.failure === undefined || attached.address !== address ? null : (
        <p className="device-trouble" data-testid={`${device}-trouble`}>
          {textOf(attached.failure)?.message} {textOf(attached.failure)?.next}
        </p>
      )}
      {device === 'scanner' ? (
        <p className="device-last-code" data-testid="last-code" role="status">
          {lastCodeText(snapshot.devices.scanner, texts)}
        </p>
      ) : null}
      <DeviceTrial key={`${address} ${baud}`} device={device} address={address} baud={baud} />
      {device === 'scanner' ? (
        <>
          <WedgeField form={form} />
          <CameraField form={form} name="camera" />
          <CameraField form={form} name="documentCamera" />
        </>
      ) : null}
    </SettingsSection>
  );
}

function portOption(
  { path, description, usability }: SettingsView['ports'][number],
  { t }: ReturnType<typeof useTexts>,
) {
  const why = usability === 'usable' ? '' : t(`settings.port.${usability}`);
  return {
    value: path,
    label: [path, description, why].filter((part) => part !== '').join(' · '),
    disabled: usability === 'needs-vendor-library' || usability === 'firmware-update',
  };
}
