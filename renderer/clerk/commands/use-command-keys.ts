import { useEffect } from 'react';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { isLayerOpen } from '../desk/modal-layer.tsx';
import { isTypedInto } from '../desk/typed-into.ts';
import type { Command, Deed } from './command.ts';
import { keyOf } from './command-keys.ts';
import { deskCommands } from './desk-commands.ts';

const commandOfKey: ReadonlyMap<string, readonly [string, Command]> = new Map(
  Object.entries(deskCommands).flatMap(([id, command]) =>
    command.key === undefined ? [] : [[command.key, [id, command]]],
  ),
);

/** Performs the command whose key goes down anywhere in the window, if it is possible now. */
export function useCommandKeys(
  newest: () => DeskSnapshot | undefined,
  perform: (name: string, deed: Deed) => void,
): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const [id, command] = commandOfKey.get(keyOf(event)) ?? [];
      if (id === undefined || command === undefined || event.defaultPrevented) return;
      if (isLayerOpen() && command.reachesLayers === undefined) return;
      // In a field Esc belongs to the field.
      if (event.key === 'Escape' && isTypedInto(event.target)) return;
      event.preventDefault();
      // A key that is held down, or that an input method is using, is not a decision.
      if (event.repeat || event.isComposing) return;
      const snapshot = newest();
      if (snapshot !== undefined && command.isPossible(snapshot)) perform(id, command);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [newest, perform]);
}
