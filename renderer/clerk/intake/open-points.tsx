import type { Form } from '../../../src/domain/form.ts';
import { openPoints } from '../../../src/domain/open-points.ts';
import { hallDay, systemClock } from '../../../src/support/clock.ts';
import { Button } from '../desk/button.tsx';
import { useTexts } from '../locale/texts.ts';
import { focusField } from './field-focus.ts';
import './open-points.css';

/** What keeps the form from being handed in, each a way to it. */
export function OpenPoints({ form = [] }: { readonly form: Form | undefined }) {
  const { t } = useTexts();
  const points = openPoints(form, hallDay(systemClock.now()));
  if (points.length === 0) return t('form.complete');
  return (
    <div className="open-points" data-testid="missing-fields">
      <span className="open-points-count">{t('form.open', { number: points.length })}</span>
      <ul>
        {points.map(({ field: { key, name }, why }) => (
          <li key={key}>
            <Button
              kind="link"
              size="small"
              data-testid={`open-point-${key}`}
              data-why={why}
              onClick={() => focusField(key)}
            >
              {t(`open-point.${why}`, { field: name })}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
