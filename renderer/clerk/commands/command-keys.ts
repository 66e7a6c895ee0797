/** The keys of the clerk's window, written as `aria-keyshortcuts` wants them. */
export type CommandKey =
  | 'F2'
  | 'Shift+F2'
  | 'Control+F2'
  | 'F3'
  | 'F4'
  | 'F5'
  | 'Shift+F5'
  | 'F6'
  | 'Shift+F6'
  | 'Control+F6'
  | 'F7'
  | 'Control+F7'
  | 'Shift+F7'
  | 'F8'
  | 'Shift+F8'
  | 'Control+F8'
  | 'F9'
  | 'Shift+F9'
  | 'Control+F9'
  | 'F10'
  | 'Control+F10'
  | 'Escape'
  | 'Control+K'
  | 'Control+L';

/** What of a key press says which key it is. */
type KeyPress = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/** The name of what is pressed, modifiers first, in the form of `CommandKey`. */
export function keyOf(press: KeyPress): string {
  const name = press.key.length === 1 ? press.key.toUpperCase() : press.key;
  return [
    ...(press.ctrlKey ? ['Control'] : []),
    ...(press.altKey ? ['Alt'] : []),
    ...(press.shiftKey ? ['Shift'] : []),
    ...(press.metaKey ? ['Meta'] : []),
    name,
  ].join('+');
}

/** A key as it is written on a button: `Ctrl L`, `Esc`. */
export function keyText(key: CommandKey): string {
  return key.replace('Control', 'Ctrl').replace('Escape', 'Esc').replaceAll('+', ' ');
}
