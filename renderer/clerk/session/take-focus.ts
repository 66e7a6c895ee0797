/** As the `ref` of a form's first field: the cursor is in it as soon as it is there. */
export function takeFocus(field: HTMLInputElement | null): void {
  field?.focus();
}
