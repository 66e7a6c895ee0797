import { type KeyboardEvent, type ReactNode, useCallback } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { type ConflictChoice, emptyForm, type Form } from '../../../src/domain/form.ts';
import { openPoints } from '../../../src/domain/open-points.ts';
import { hallDay, systemClock } from '../../../src/support/clock.ts';
import { FormAttachments } from '../attachments/form-attachments.tsx';
import { Alert } from '../desk/alert.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { isAwaitingValues, isHandedIn } from '../desk/open-case.ts';
import { useTexts } from '../locale/texts.ts';
import { FormFieldInput } from './form-field-input.tsx';
import './form-section.css';

interface FormSectionProps {
  readonly current: ClerkCase;
  readonly onFieldFocus: (key: string) => void;
}

/** ⑤ The acceptance form, filled as far as the sources go; the clerk types the rest. */
export function FormSection({ current, onFieldFocus }: FormSectionProps): ReactNode {
  const desk = useDesk();
  const { t } = useTexts();
  const { id, item, form = formToCome(current), stage } = current;
  const commit = useCallback(
    (key: string, value: string) => desk.call('case:type-field', { caseId: id, key, value }),
    [desk, id],
  );

  const settle = useCallback(
    (key: string, choice: ConflictChoice) =>
      desk.call('case:settle-conflict', { caseId: id, key, ...choice }),
    [desk, id],
  );

  if (form === undefined) return t(goneText(stage));
  const today = hallDay(systemClock.now());
  const firstKey = (openPoints(form, today)[0]?.field ?? form[0])?.key;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter goes from one of its fields to the next
    <div className="form-groups" onKeyDown={goOn}>
      {current.isVerifiedInAbsence === true && stage === 'filling-form' ? (
        <Alert
          severity="info"
          data-testid="offline-verified"
          title={t('offline.verified', { number: current.offline?.provisionalNumber ?? '' })}
        />
      ) : null}
      {current.objections === undefined ? null : (
        <Alert
          severity="warning"
          data-testid="objections"
          title={t('form.objections', { licences: current.objections.join(t('list-comma')) })}
        >
          {t('form.objections.next')}
        </Alert>
      )}
      {groupsOf(form).map(([group, fields]) => (
        <fieldset key={group} className="form-group" disabled={isHandedIn(stage)}>
          <legend>{group}</legend>
          {fields.map((field) => (
            <FormFieldInput
              key={field.key}
              field={field}
              item={item}
              isFirst={field.key === firstKey}
              today={today}
              commit={commit}
              settle={settle}
              onFocus={onFieldFocus}
            />
          ))}
        </fieldset>
      ))}
      {isAwaitingValues(stage) ? null : <FormAttachments list={current.waiverList} />}
    </div>
  );
}

/** Enter leads to the next field, and from the last one to the button that hands the form in. */
function goOn(event: KeyboardEvent<HTMLElement>): void {
  const isComposing = event.nativeEvent.isComposing;
  if (event.key !== 'Enter' || isComposing || !(event.target instanceof HTMLInputElement)) return;
  event.preventDefault();
  const fields = [...event.currentTarget.querySelectorAll<HTMLElement>('input, select')];
  const next = fields[fields.indexOf(event.target) + 1];
  const submit = document.querySelector<HTMLElement>('[data-testid="submit-case"]');
  (next ?? submit)?.focus();
}

/** What will be filled in, while the citizen is being asked. */
function formToCome({ item, variant, stage }: ClerkCase): Form | undefined {
  return item !== undefined && variant !== undefined && isAwaitingValues(stage)
    ? emptyForm(item, variant)
    : undefined;
}

function groupsOf(form: Form): readonly (readonly [string, Form])[] {
  const names = [...new Set(form.map(({ group }) => group))];
  return names.map((name) => [name, form.filter(({ group }) => group === name)]);
}

/** Where a form is that is not shown: handed in, or kept until the case is verified. */
function goneText(stage: ClerkCase['stage']): 'form.gone' | 'form.sealed' {
  const isKept =
    stage === 'awaiting-verification' || stage === 'verifying' || stage === 'calling-back';
  return isKept ? 'form.sealed' : 'form.gone';
}

/** ⑤ in one line. */
export function FormResult({ form, stage }: Pick<ClerkCase, 'form' | 'stage'>): ReactNode {
  const { t } = useTexts();
  if (form === undefined) return t(goneText(stage));
  const filled = form.filter(({ current }) => current !== undefined && current.value !== '');
  const typed = filled.filter(({ current }) => current?.provenance.kind === 'typed');
  return t('form.result', {
    filled: filled.length,
    fromSources: filled.length - typed.length,
    typed: typed.length,
  });
}
