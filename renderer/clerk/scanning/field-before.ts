import { isTypedInto } from '../desk/typed-into.ts';

/**
 * Remembers what stands in the field that a key is about to write into, or to choose in.
 * @returns puts it back as it was, for whoever listens to the field too
 */
export function rememberField(target: EventTarget | null): () => void {
  if (!isTypedInto(target)) return () => undefined;
  const { value } = target;
  if (target instanceof HTMLSelectElement) {
    return () => {
      if (target.value === value) return;
      target.value = value;
      target.dispatchEvent(new Event('change', { bubbles: true }));
    };
  }
  const { selectionStart, selectionEnd } = target;
  return () => {
    if (target.value === value) return;
    // Past the setter that React puts on a field: it takes a value for known that is set through its own.
    Reflect.set(Reflect.getPrototypeOf(target) ?? target, 'value', value, target);
    target.dispatchEvent(new Event('input', { bubbles: true }));
    // Number and date fields have no selection.
    if (selectionStart !== null) target.setSelectionRange(selectionStart, selectionEnd);
  };
}
