import type { ReactNode } from 'react';
import { useTexts } from '../locale/texts.ts';
import type { SettingName } from './settings-edits.ts';
import './setting-field.css';

/** What the control of a setting has to carry. */
interface ControlMarks {
  readonly id: string;
  readonly 'data-testid': string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
  readonly status: 'error' | '';
}

interface SettingFieldProps {
  readonly name: SettingName;
  readonly hint: string;
  /** What was entered could not be saved. */
  readonly isInvalid: boolean;
  readonly children: (marks: ControlMarks) => ReactNode;
}

/** One setting: its name, its control, and under it how the value has to look. */
export function SettingField({ name, hint, isInvalid, children }: SettingFieldProps): ReactNode {
  const { t } = useTexts();
  const id = fieldId(name);
  const hintId = `${id}-hint`;
  return (
    <div className="setting-field">
      <label htmlFor={id}>{t(`settings.name.${name}`)}</label>
      {children({
        id,
        'data-testid': id,
        'aria-describedby': hintId,
        'aria-invalid': isInvalid,
        status: isInvalid ? 'error' : '',
      })}
      <p id={hintId} className="setting-hint">
        {isInvalid ? <strong className="setting-problem">{t('settings.invalid')} </strong> : null}
        {hint}
      </p>
    </div>
  );
}

/** Puts the focus on the control of a setting. */
export function focusSetting(name: SettingName): void {
  document.getElementById(fieldId(name))?.focus();
}

function fieldId(name: SettingName): string {
  return `setting-${name}`;
}
