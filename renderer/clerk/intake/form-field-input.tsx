import { memo, type ReactNode, useCallback, useState } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import type { FormField } from '../../../src/domain/form.ts';
import { hallTime } from '../../../src/support/clock.ts';
import { Button } from '../desk/button.tsx';
import { TextField } from '../desk/text-field.tsx';
import { codesOf } from '../locale/code-names.ts';
import { useTexts } from '../locale/texts.ts';
import { ChoiceSelect } from './choice-select.tsx';
import { fieldId } from './field-focus.ts';
import { codeSetOf, useFieldText } from './field-text.ts';
import { useTypedText } from './use-typed-text.ts';
import './form-field-input.css';

interface FormFieldInputProps {
  readonly field: FormField;
  readonly item: ClerkCase['item'];
  /** The cursor goes here when the form opens. */
  readonly isFirst: boolean;
  readonly commit: (key: string, value: string) => Promise<boolean>;
  readonly onFocus: (key: string) => void;
}

/** One field: its value, where that comes from, and under it what the source had said if the clerk typed over it. */
export const FormFieldInput = memo(function FormFieldInput(props: FormFieldInputProps): ReactNode {
  const { field, item, isFirst, commit, onFocus } = props;
  const { t } = useTexts();
  const { valueText, sourceText } = useFieldText();
  const [focused, setFocused] = useState(false);
  const { key, current, original } = field;
  const id = fieldId(key);
  const edited = original !== undefined && original.value !== current?.value;
  const empty = (current?.value.trim() ?? '') === '';
  const missing = field.required && empty;
  const codeSet = codeSetOf(item, key);
  const choices = field.choices ?? (codeSet === undefined ? undefined : codesOf(codeSet));

  const commitText = useCallback((text: string) => commit(key, text), [commit, key]);
  const typed = useTypedText(current?.value ?? '', commitText);

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
    onFocus: focus,
    onBlur: blur,
  };

  return (
    <div className="form-field" data-wide={isWide(field) ? '' : undefined}>
      <div className="form-field-heading">
        <label htmlFor={id}>
          {field.name}
          {missing ? <span className="form-field-required">{t('form.required')}</span> : null}
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
      <div className="form-field-original">
        {focused && edited ? (
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

/** A field takes both columns when its source says much; what is typed never changes the layout. */
function isWide({ current, original = current }: FormField): boolean {
  return (
    original !== undefined && original.provenance.kind !== 'typed' && original.value.length > 20
  );
}
