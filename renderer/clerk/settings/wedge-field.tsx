import { Select } from 'antd';
import type { ReactNode } from 'react';
import { usualWedge } from '../../../src/scanning/wedge.ts';
import { useTexts } from '../locale/texts.ts';
import { SettingField } from './setting-field.tsx';
import { useSettingWords } from './setting-words.ts';
import type { SettingsForm } from './settings-form.ts';

/** Milliseconds a key that are offered; the fastest typists come to 60. */
const gaps = [15, 30, 50];
const off = 0;

/** Whether a scanner types here, and how slow it may be. What else there is to set of it stays as it is in the file. */
export function WedgeField({ form }: { readonly form: SettingsForm }): ReactNode {
  const { t } = useTexts();
  const { valueText } = useSettingWords();
  const { draft, edit, invalid, view } = form;
  const { wedge } = draft;
  const basis = wedge ?? view.settings.wedge ?? usualWedge;
  const offered = new Set([...gaps, basis.maxGapMs]);
  const wedgeOf = (gap: number) => (gap === off ? null : { ...basis, maxGapMs: gap });
  return (
    <SettingField name="wedge" hint={t('settings.hint.wedge')} isInvalid={invalid === 'wedge'}>
      {(marks) => (
        <Select<number>
          {...marks}
          options={[off, ...[...offered].sort((one, other) => one - other)].map((gap) => ({
            value: gap,
            label: valueText('wedge', wedgeOf(gap)),
          }))}
          value={wedge?.maxGapMs ?? off}
          onChange={(gap) => edit({ wedge: wedgeOf(gap) })}
        />
      )}
    </SettingField>
  );
}
