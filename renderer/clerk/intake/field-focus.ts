/** The id of a form field's input. */
export function fieldId(key: string): string {
  return `field-${key}`;
}

/** Puts the cursor into a form field. */
export function focusField(key: string): void {
  document.getElementById(fieldId(key))?.focus();
}
