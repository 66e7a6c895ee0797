import { Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import type { DecoderTrial } from '../../../src/contracts/settings.ts';
import type { Outcome } from '../../../src/failures/failure.ts';
import { ActionButton } from '../desk/action-button.tsx';
import { Alert } from '../desk/alert.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { useTexts } from '../locale/texts.ts';
import { SettingField } from './setting-field.tsx';
import { decoderKinds } from './setting-words.ts';
import type { CounterSettings } from './settings-edits.ts';
import type { SettingsForm } from './settings-form.ts';
import { SettingsSection } from './settings-section.tsx';
import './device-trial.css';

type Kind = CounterSettings['photoDecoderKind'];

/** What decodes the portraits on cards (照片解码), with a trial of it before anything is saved. */
export function PhotoDecoderSection({ form }: { readonly form: SettingsForm }): ReactNode {
  const { t } = useTexts();
  const { draft, edit, invalid } = form;
  const kind = draft.photoDecoderKind;
  const args = draft.photoDecoderArguments;
  const trial = { path: draft.photoDecoderPath, functionName: draft.photoDecoderFunction, args };

  return (
    <SettingsSection name="photoDecoder">
      <SettingField
        name="photoDecoderKind"
        hint={t(`settings.hint.decoder-${kind}`)}
        isInvalid={invalid === 'photoDecoderKind'}
      >
        {(marks) => (
          <Select<Kind>
            {...marks}
            options={decoderKinds.map((value) => ({
              value,
              label: t(`settings.decoder.${value}`),
            }))}
            value={kind}
            onChange={(chosen) => edit({ photoDecoderKind: chosen })}
          />
        )}
      </SettingField>
      {kind === 'none' ? null : (
        <>
          <SettingField
            name="photoDecoderPath"
            hint={t('settings.hint.photoDecoderPath')}
            isInvalid={invalid === 'photoDecoderPath'}
          >
            {(marks) => (
              <Input
                {...marks}
                maxLength={256}
                spellCheck={false}
                value={trial.path}
                onChange={({ target }) => edit({ photoDecoderPath: target.value.trim() })}
              />
            )}
          </SettingField>
          {kind === 'library' ? (
            <SettingField
              name="photoDecoderFunction"
              hint={t('settings.hint.photoDecoderFunction')}
              isInvalid={invalid === 'photoDecoderFunction'}
            >
              {(marks) => (
                <Input
                  {...marks}
                  maxLength={256}
                  spellCheck={false}
                  value={trial.functionName}
                  onChange={({ target }) => edit({ photoDecoderFunction: target.value.trim() })}
                />
              )}
            </SettingField>
          ) : null}
          <SettingField
            name="photoDecoderArguments"
            hint={t('settings.hint.photoDecoderArguments')}
            isInvalid={invalid === 'photoDecoderArguments'}
          >
            {(marks) => (
              <Input.TextArea
                {...marks}
                autoSize={{ minRows: 2, maxRows: 6 }}
                maxLength={1000}
                spellCheck={false}
                value={args}
                onChange={({ target }) => edit({ photoDecoderArguments: target.value })}
              />
            )}
          </SettingField>
          <PhotoDecoderTrial
            key={[kind, ...Object.values(trial)].join('\n')}
            trial={{ kind, ...trial }}
          />
        </>
      )}
    </SettingsSection>
  );
}

/** Has the decoder make an image of a sample, and says what came of it. */
function PhotoDecoderTrial({ trial }: { readonly trial: DecoderTrial }): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const [result, setResult] = useState<Outcome<{ readonly ms: number }>>();
  const isComplete = trial.path !== '' && (trial.kind === 'command' || trial.functionName !== '');

  return (
    <div className="device-trial" data-testid="photo-decoder-trial">
      <div className="device-trial-start">
        <ActionButton
          testId="test-photo-decoder"
          disabled={!isComplete}
          act={async () => setResult(await desk.ask('settings:test-photo-decoder', trial))}
        >
          {t('settings.test')}
        </ActionButton>
        <span>{t(isComplete ? 'settings.decoder-sample' : 'settings.test-needs-decoder')}</span>
      </div>
      {result?.ok === false ? (
        <FailureAlert testId="photo-decoder-failure" failure={result.problem} />
      ) : null}
      {result?.ok ? (
        <Alert
          data-testid="photo-decoder-works"
          severity="success"
          title={t('settings.decoder-answers', result.value)}
        />
      ) : null}
    </div>
  );
}
