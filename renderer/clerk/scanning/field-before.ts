type TextElement = HTMLInputElement | HTMLTextAreaElement;

/**
 * Remembers what stands in the field that a key is about to write into.
 * @returns puts it back as it was, for whoever listens to the field too
 */
export function rememberField(target: EventTarget | null): () => void {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) {
    return () => undefined;
  }
  const { value, selectionStart, selectionEnd } = target;
  return () => {
    if (target.value === value) return;
    write(target, value);
    target.dispatchEvent(new Event('input', { bubbles: true }));
    // Number and date fields have no selection.
    if (selectionStart !== null) target.setSelectionRange(selectionStart, selectionEnd);
  };
}

/** Past the setter that React puts on a field: it takes a value for known that is set through its own. */
function write(target: TextElement, value: string): void {
  const kind =
    target instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(kind, 'value')?.set?.call(target, value);
}
