import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { type Form, missingFields } from '../../../src/domain/form.ts';
import { useDesk } from '../desk/desk-context.ts';
import { FormFieldInput, focusField } from './form-field-input.tsx';
import './form-section.css';

interface FormSectionProps {
  readonly current: ClerkCase;
  readonly onFieldFocus: (key: string) => void;
}

/** ⑤ The acceptance form, filled as far as the sources go; the clerk types the rest. */
export function FormSection({ current, onFieldFocus }: FormSectionProps) {
  const desk = useDesk();
  const { t } = useTranslation();
  const { id, item, form, stage } = current;
  const commit = useCallback(
    (key: string, value: string) => desk.call('case:type-field', { caseId: id, key, value }),
    [desk, id],
  );

  useEffect(() => {
    const firstMissing = missingFields(desk.view().snapshot?.case?.form ?? [])[0];
    if (stage === 'filling-form' && firstMissing !== undefined) focusField(firstMissing.key);
  }, [desk, stage]);

  if (form === undefined) return t('form.gone');
  return groupsOf(form).map(([group, fields]) => (
    <fieldset key={group} className="form-group" disabled={stage !== 'filling-form'}>
      <legend>{group}</legend>
      {fields.map((field) => (
        <FormFieldInput
          key={field.key}
          field={field}
          item={item}
          commit={commit}
          onFocus={onFieldFocus}
        />
      ))}
    </fieldset>
  ));
}

function groupsOf(form: Form): readonly (readonly [string, Form])[] {
  const names = [...new Set(form.map(({ group }) => group))];
  return names.map((name) => [name, form.filter(({ group }) => group === name)]);
}

/** ⑤ in one line. */
export function FormResult({ form }: { readonly form: Form | undefined }) {
  const { t } = useTranslation();
  if (form === undefined) return t('form.gone');
  const filled = form.filter(({ current }) => current !== undefined && current.value !== '');
  const typed = filled.filter(({ current }) => current?.provenance.kind === 'typed');
  return t('form.result', {
    filled: filled.length,
    fromSources: filled.length - typed.length,
    typed: typed.length,
  });
}
