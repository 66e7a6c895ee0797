import { type BrowserWindow, dialog } from 'electron';

/** Asks the clerk for files in the system's own dialog. @returns their paths; none when the clerk has thought better of it */
export async function chooseFiles(window: BrowserWindow): Promise<readonly string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile', 'multiSelections', 'dontAddToRecent'],
    filters: [{ name: 'PDF, JPEG, PNG', extensions: ['pdf', 'jpg', 'jpeg', 'png'] }],
  });
  return canceled ? [] : filePaths;
}
