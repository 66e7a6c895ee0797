import { Button } from 'antd';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { type FunctionKey, useFunctionKey } from './use-function-key.ts';
import './action-button.css';

interface ActionButtonProps {
  readonly testId: string;
  readonly children: ReactNode;
  /** What it does; until that has ended the button does nothing again. */
  readonly act: () => Promise<unknown>;
  readonly shortcut?: FunctionKey;
  readonly kind?: 'primary' | 'default' | 'text';
  readonly size?: 'small' | 'middle' | 'large';
  readonly icon?: ReactNode;
  readonly block?: boolean;
  readonly disabled?: boolean;
  readonly working?: boolean;
}

/** A button with its key written on it; the key works wherever the focus is. */
export function ActionButton(props: ActionButtonProps) {
  const { act, shortcut, disabled = false, working = false } = props;
  const [underWay, setUnderWay] = useState(false);
  const locked = useRef(false);

  const press = useCallback(() => {
    if (locked.current || disabled || working) return;
    locked.current = true;
    setUnderWay(true);
    void act().finally(() => {
      locked.current = false;
      setUnderWay(false);
    });
  }, [act, disabled, working]);
  useFunctionKey(shortcut, press);

  return (
    <Button
      data-testid={props.testId}
      type={props.kind ?? 'default'}
      size={props.size ?? 'middle'}
      block={props.block ?? false}
      disabled={disabled}
      // A spinner that flashes for a few milliseconds is noise.
      loading={working || (underWay && { delay: 400 })}
      {...(props.icon === undefined ? {} : { icon: props.icon })}
      {...(shortcut === undefined ? {} : { 'aria-keyshortcuts': shortcut })}
      onClick={press}
    >
      {props.children}
      {shortcut === undefined ? null : <kbd className="key-cap">{shortcut}</kbd>}
    </Button>
  );
}
