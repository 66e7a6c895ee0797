import { type ReactNode, useCallback } from 'react';
import { WorkButton, type WorkButtonLook } from '../desk/work-button.tsx';
import { useTexts } from '../locale/texts.ts';
import { useCommands, usePerform } from './command-context.ts';
import { type CommandId, deskCommands } from './desk-commands.ts';

interface CommandButtonProps extends Partial<WorkButtonLook> {
  readonly command: CommandId;
}

/** A command as a button: its own words unless others are given, its key, and dead while it is not possible. */
export function CommandButton({ command: id, ...look }: CommandButtonProps): ReactNode {
  const { t } = useTexts();
  const { snapshot, underWay } = useCommands();
  const perform = usePerform();
  const command = deskCommands[id];
  const press = useCallback(() => perform(id, command), [perform, id, command]);
  return (
    <WorkButton
      testId={id}
      disabled={!command.isPossible(snapshot)}
      {...look}
      shortcut={command.key}
      underWay={underWay.has(id)}
      onPress={press}
    >
      {look.children ?? t(command.text(snapshot))}
    </WorkButton>
  );
}
