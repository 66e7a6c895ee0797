import { type ReactNode, useCallback, useRef, useState } from 'react';
import { WorkButton, type WorkButtonLook } from './work-button.tsx';

interface ActionButtonProps extends WorkButtonLook {
  /** What it does; until that has ended the button does nothing again. */
  readonly act: () => Promise<unknown>;
}

/** A button for something that is no command of the desk. */
export function ActionButton({ act, ...look }: ActionButtonProps): ReactNode {
  const [underWay, setUnderWay] = useState(false);
  const locked = useRef(false);

  const press = useCallback(() => {
    if (locked.current) return;
    locked.current = true;
    setUnderWay(true);
    void act().finally(() => {
      locked.current = false;
      setUnderWay(false);
    });
  }, [act]);

  return <WorkButton {...look} underWay={underWay} onPress={press} />;
}
