import { type Form, missingFields } from '../../../src/domain/form.ts';
import { Button } from '../desk/button.tsx';
import { useTexts } from '../locale/texts.ts';
import { focusField } from './field-focus.ts';
import './missing-fields.css';

/** The required fields nobody has filled, each a way to it. */
export function MissingFields({ form = [] }: { readonly form: Form | undefined }) {
  const { t } = useTexts();
  const missing = missingFields(form);
  if (missing.length === 0) return t('form.complete');
  return (
    <div className="missing-fields" data-testid="missing-fields">
      <span className="missing-fields-count">{t('form.missing', { number: missing.length })}</span>
      {missing.map(({ key, name }) => (
        <Button key={key} kind="link" size="small" onClick={() => focusField(key)}>
          {name}
        </Button>
      ))}
    </div>
  );
}
