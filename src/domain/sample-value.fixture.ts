import type { FormField } from './form.ts';

/** A value that a field takes: one of its choices, or one that its format lets through. */
export function sampleValue({ choices, format }: Pick<FormField, 'choices' | 'format'>): string {
  if (choices?.[0] !== undefined) return choices[0];
  switch (format?.kind) {
    case 'phone':
      return '13800000000';
    case 'date':
      return '2020-02-29';
    case 'number':
      return String(format.least ?? 1);
    case 'unified-code':
      return '91440699MA9X01081K';
    case 'id-number':
      return '440699195206120024';
    default:
      return '样例市样例区一号路1号';
  }
}
