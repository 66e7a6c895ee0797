import { memo, type ReactNode, useCallback, useState } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { codesOf } from '../../../src/domain/code-sets.ts';
import { tidyValue } from '../../../src/domain/field-format.ts';
import type { ConflictChoice, FormField } from '../../../src/domain/form.ts';
import { openPoint } from '../../../src/domain/open-points.ts';
import { hallTime } from '../../../src/support/clock.ts';
import { Button } from '../desk/button.tsx';
import { TextField } from '../desk/text-field.tsx';
import { useTexts } from '../locale/texts.ts';
import { ChoiceSelect } from './choice-select.tsx';
import { FieldConflict } from './field-conflict.tsx';
import { fieldId } from './field-focus.ts';
import { codeSetOf, useFieldText } from './field-text.ts';
import { useTypedText } from './use-typed-text.ts';
import './form-field-input.css';

interface FormFieldInputProps {
  readonly field: FormField;
  readonly item: ClerkCase['item'];
  /** The cursor goes here when the form opens. */
  readonly isFirst: boolean;
  /** `YYYY-MM-DD` where the hall is. */
  readonly today: string;
  readonly commit: (key: string, value: string) => Promise<boolean>;
  readonly settle: (key: string, choice: ConflictChoice) => Promise<boolean>;
  readonly onFocus: (key: string) => void;
}

/**
 * One field: its value, where that comes from, and under it what is wrong with it, or what the source had said if the
 * clerk typed over it, or what else sources say.
 */
export const FormFieldInput = memo(function FormFieldInput(props: FormFieldInputProps): ReactNode {
  const { field, item, isFirst, today, commit, settle, onFocus } = props;
  const { t } = useTexts();
  const { valueText, sourceText } = useFieldText();
  const [focused, setFocused] = useState(false);
  const { key, current, original, format } = field;
  const id = fieldId(key);
  const noteId = `${id}-note`;
  const point = openPoint(field, today);
  const fault = point?.why === 'wrong' ? point.fault : undefined;
  const edited = original !== undefined && original.value !== current?.value;
  const empty = (current?.value.trim() ?? '') === '';
  const codeSet = codeSetOf(item, key);
  const choices = field.choices ?? (codeSet === undefined ? undefined : codesOf[codeSet]);

  const commitText = useCallback((text: string) => commit(key, text), [commit, key]);
  const tidy = useCallback((text: string) => tidyValue(format, text), [format]);
  const typed = useTypedText(current?.value ?? '', commitText, tidy);

  function focus(): void {
    setFocused(true);
    onFocus(key);
  }
  function blur(): void {
    setFocused(false);
    typed.onBlur();
  }
  const shared = {
    id,
    'data-testid': id,
    'data-first-field': isFirst ? '' : undefined,
    'aria-required': field.required,
    'aria-invalid': fault !== undefined,
    'aria-describedby': noteId,
    onFocus: focus,
    onBlur: blur,
  };

  return (
    <div className="form-field" data-wide={isWide(field) ? '' : undefined}>
      <div className="form-field-heading">
        <label htmlFor={id}>
          {field.name}
          {point?.why === 'missing' ? (
            <span className="form-field-required">{t('form.required')}</span>
          ) : null}
        </label>
        {current === undefined || empty ? null : (
          <span
            className="form-field-source"
            data-testid={`field-source-${key}`}
            data-kind={current.provenance.kind}
          >
            {edited ? t('source.edited') : sourceText(current.provenance)}
          </span>
        )}
      </div>
      {choices === undefined ? (
        <TextField {...typed} {...shared} maxLength={2000} />
      ) : (
        <ChoiceSelect
          {...shared}
          choices={choices}
          textOf={(choice) => valueText(choice, codeSet)}
          value={current?.value ?? ''}
          choose={commitText}
        />
      )}
      <FieldConflict field={field} item={item} settle={settle} />
      <div className="form-field-note" id={noteId}>
        {fault === undefined ? null : (
          <span className="form-field-fault" role="alert" data-testid={`field-fault-${key}`}>
            {t(`fault.${fault.kind}`, 'limit' in fault ? { limit: fault.limit } : {})}
          </span>
        )}
        {fault === undefined && empty
          ? field.unanswered?.map((library) => (
              <span key={library} data-testid={`field-unanswered-${key}`}>
                {t(`unanswered.${library}`)}
              </span>
            ))
          : null}
        {fault === undefined && focused && edited ? (
          <>
            <span className="form-field-original-text">
              {t('form.original', { value: valueText(original.value, codeSet) })}
            </span>
            <span className="form-field-original-source">
              {t('form.original-source', {
                source: sourceText(original.provenance),
                time: hallTime(original.provenance.at),
              })}
            </span>
            <Button
              data-testid={`field-restore-${key}`}
              kind="link"
              size="small"
              // The field keeps the focus, and with it this line.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => void commitText(original.value)}
            >
              {t('action.restore')}
            </Button>
          </>
        ) : null}
      </div>
    </div>
  );
});

/** A field takes both columns when its source says much, or sources differ; what is typed never changes the layout. */
function isWide({ current, original = current, conflict }: FormField): boolean {
  if (conflict !== undefined) return true;
  return (
    original !== undefined && original.provenance.kind !== 'typed' && original.value.length > 20
  );
}
