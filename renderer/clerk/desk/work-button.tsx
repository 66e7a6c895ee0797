import { memo, type ReactNode } from 'react';
import { type CommandKey, keyText } from '../commands/command-keys.ts';
import { Button, type ButtonLook } from './button.tsx';
import './work-button.css';

/** How a button looks and where tests find it. */
export interface WorkButtonLook extends ButtonLook {
  readonly testId: string;
  readonly children: ReactNode;
  readonly icon?: ReactNode;
  readonly disabled?: boolean;
  /** Has the focus as soon as it is there. */
  readonly autoFocus?: boolean;
  /** The device or the platform is at it. */
  readonly working?: boolean;
}

interface WorkButtonProps extends WorkButtonLook {
  /** What it does has begun and not ended. */
  readonly underWay: boolean;
  readonly shortcut?: CommandKey | undefined;
  readonly onPress: () => void;
}

/** A button that shows that its work is being done, with its key written on it. */
export const WorkButton = memo(function WorkButton(props: WorkButtonProps): ReactNode {
  const { testId, icon, working = false, underWay, shortcut, onPress, children, ...rest } = props;
  return (
    <Button
      data-testid={testId}
      busy={working || underWay}
      aria-keyshortcuts={shortcut}
      onClick={onPress}
      {...rest}
    >
      {icon}
      {children}
      {shortcut === undefined ? null : <KeyCap>{keyText(shortcut)}</KeyCap>}
    </Button>
  );
});

/** The key that does the same. */
export function KeyCap({ children }: { readonly children: ReactNode }): ReactNode {
  return <kbd className="key-cap">{children}</kbd>;
}
