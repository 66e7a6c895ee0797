import type { Workstation } from '../../scripts/workbench/workstation.ts';

/** Presses the keys of a scanner in one go, as its cable would: a driver that awaits each of them types like a person. */
export async function scannerTypes({ application }: Workstation, code: string): Promise<void> {
  await application.evaluate(({ webContents }, characters) => {
    const clerk = webContents
      .getAllWebContents()
      .find((contents) => contents.getURL() === 'app://clerk/');
    for (const character of [...characters, 'Enter']) {
      const isShifted = /^[A-Z_]$/.test(character);
      const keyCode = character === '_' ? '-' : character;
      const modifiers: 'shift'[] = isShifted ? ['shift'] : [];
      clerk?.sendInputEvent({ type: 'keyDown', keyCode, modifiers });
      clerk?.sendInputEvent({ type: 'char', keyCode: character, modifiers });
      clerk?.sendInputEvent({ type: 'keyUp', keyCode, modifiers });
    }
  }, code);
}
