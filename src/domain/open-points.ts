import { type FormatFault, formatFault } from './field-format.ts';
import type { Form, FormField } from './form.ts';

/** Why a field keeps the form from being submitted. */
export type OpenPoint =
  | { readonly field: FormField; readonly why: 'missing' | 'conflict' }
  | { readonly field: FormField; readonly why: 'wrong'; readonly fault: FormatFault };

/**
 * All that keeps a form from being submitted, in its order, each field once.
 * @param today `YYYY-MM-DD` where the hall is
 */
export function openPoints(form: Form, today: string): readonly OpenPoint[] {
  return form.flatMap((field) => openPoint(field, today) ?? []);
}

/** Why a field is open: nobody has filled it, sources disagree, or its value is not what it has to be. */
export function openPoint(field: FormField, today: string): OpenPoint | undefined {
  const { current, conflict, format, required } = field;
  const value = current?.value ?? '';
  if (required && value.trim() === '') return { field, why: 'missing' };
  if (conflict !== undefined && conflict.decision === undefined) return { field, why: 'conflict' };
  const fault = formatFault(format, value, today);
  return fault === undefined ? undefined : { field, why: 'wrong', fault };
}
