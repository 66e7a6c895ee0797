import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../locale/texts.ts';
import { SettingField } from './setting-field.tsx';
import type { SettingsForm } from './settings-form.ts';
import { SettingsSection } from './settings-section.tsx';

/** Which printer receipts come out of. */
export function PrinterSection({ form }: { readonly form: SettingsForm }): ReactNode {
  const { t } = useTexts();
  const { draft, edit, invalid, view } = form;
  const { receiptPrinter } = draft;
  const isAbsent = receiptPrinter !== '' && !view.printers.includes(receiptPrinter);
  return (
    <SettingsSection name="printer">
      <SettingField
        name="receiptPrinter"
        hint={t('settings.hint.receiptPrinter')}
        isInvalid={invalid === 'receiptPrinter'}
      >
        {(marks) => (
          <Select
            {...marks}
            options={[
              { value: '', label: t('settings.printer-default') },
              ...view.printers.map((name) => ({ value: name, label: name })),
              ...(isAbsent
                ? [
                    {
                      value: receiptPrinter,
                      label: t('settings.printer-absent', { name: receiptPrinter }),
                    },
                  ]
                : []),
            ]}
            value={receiptPrinter}
            onChange={(name) => edit({ receiptPrinter: name })}
          />
        )}
      </SettingField>
    </SettingsSection>
  );
}
