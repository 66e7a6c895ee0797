import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Form, missingFields } from '../../../src/domain/form.ts';
import { focusField } from './field-focus.ts';
import './missing-fields.css';

/** The required fields nobody has filled, each a way to it. */
export function MissingFields({ form = [] }: { readonly form: Form | undefined }) {
  const { t } = useTranslation();
  const missing = missingFields(form);
  if (missing.length === 0) return t('form.complete');
  return (
    <div className="missing-fields" data-testid="missing-fields">
      <span className="missing-fields-count">{t('form.missing', { number: missing.length })}</span>
      {missing.map(({ key, name }) => (
        <Button key={key} type="link" size="small" onClick={() => focusField(key)}>
          {name}
        </Button>
      ))}
    </div>
  );
}
