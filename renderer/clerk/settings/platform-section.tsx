import { Input } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../locale/texts.ts';
import { PlatformState } from '../top-bar/platform-state.tsx';
import { EnrolmentPart } from './enrolment-part.tsx';
import { SettingField } from './setting-field.tsx';
import type { SettingsForm } from './settings-form.ts';
import { SettingsSection } from './settings-section.tsx';
import './platform-section.css';

/** Where the central platform is, and which window this is there. */
export function PlatformSection({ form }: { readonly form: SettingsForm }): ReactNode {
  const { t } = useTexts();
  const { draft, edit, invalid, snapshot } = form;
  return (
    <SettingsSection
      name="platform"
      // Whoever is logged in has it in the top bar.
      {...(snapshot.session === undefined ? { state: <PlatformState {...snapshot} /> } : {})}
    >
      {snapshot.connectivity.platform.state === 'down' ? (
        <p className="platform-trouble" data-testid="settings-platform-offline">
          {t('settings.platform-offline')}
        </p>
      ) : null}
      <div className="platform-fields">
        <SettingField
          name="platformAddress"
          hint={t('settings.hint.platformAddress')}
          isInvalid={invalid === 'platformAddress'}
        >
          {(marks) => (
            <Input
              {...marks}
              maxLength={256}
              autoComplete="off"
              spellCheck={false}
              value={draft.platformAddress}
              onChange={({ target }) => edit({ platformAddress: target.value.trim() })}
            />
          )}
        </SettingField>
        <SettingField
          name="windowId"
          hint={t('settings.hint.windowId')}
          isInvalid={invalid === 'windowId'}
        >
          {(marks) => (
            <Input
              {...marks}
              maxLength={32}
              autoComplete="off"
              spellCheck={false}
              value={draft.windowId}
              onChange={({ target }) => edit({ windowId: target.value.trim() })}
            />
          )}
        </SettingField>
      </div>
      <EnrolmentPart standing={snapshot.enrolment} platformAddress={draft.platformAddress} />
    </SettingsSection>
  );
}
