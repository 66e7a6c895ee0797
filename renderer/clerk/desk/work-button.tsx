import { Button } from 'antd';
import { memo, type ReactNode } from 'react';
import { type CommandKey, keyText } from '../commands/command-keys.ts';
import './work-button.css';

/** How a button looks and where tests find it. */
export interface WorkButtonLook {
  readonly testId: string;
  readonly children: ReactNode;
  readonly kind?: 'primary' | 'default' | 'text';
  readonly size?: 'small' | 'middle' | 'large';
  readonly icon?: ReactNode;
  readonly block?: boolean;
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
  const { shortcut, working = false, underWay } = props;
  return (
    <Button
      data-testid={props.testId}
      type={props.kind ?? 'default'}
      size={props.size ?? 'middle'}
      block={props.block ?? false}
      disabled={props.disabled ?? false}
      autoFocus={props.autoFocus ?? false}
      // A spinner that flashes for a few milliseconds is noise.
      loading={working || (underWay && { delay: 400 })}
      {...(props.icon === undefined ? {} : { icon: props.icon })}
      {...(shortcut === undefined ? {} : { 'aria-keyshortcuts': shortcut })}
      onClick={props.onPress}
    >
      {props.children}
      {shortcut === undefined ? null : <KeyCap>{keyText(shortcut)}</KeyCap>}
    </Button>
  );
});

/** The key that does the same. */
export function KeyCap({ children }: { readonly children: ReactNode }): ReactNode {
  return <kbd className="key-cap">{children}</kbd>;
}
