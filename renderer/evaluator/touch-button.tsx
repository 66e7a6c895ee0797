import { type ButtonHTMLAttributes, type PointerEvent, type ReactNode, useRef } from 'react';
import type { InputKind } from '../../src/domain/consent.ts';
import { isActivation, pointerInput } from './page-input.ts';

interface TouchButtonProps
  extends Pick<
    ButtonHTMLAttributes<HTMLButtonElement>,
    'className' | 'lang' | 'disabled' | 'aria-disabled' | 'aria-pressed' | 'children'
  > {
  testId: string;
  onPress: (input: InputKind) => void;
}

/**
 * A button of the citizen's screen. It is pressed by the same pointer going down and up within it, so a finger that
 * slides off takes nothing with it. `click` is not listened to: scripts can cause it, and it does not tell the kind of
 * input.
 */
export function TouchButton({ testId, onPress, ...attributes }: TouchButtonProps): ReactNode {
  const pressedBy = useRef<number | null>(null);

  function press(event: PointerEvent<HTMLButtonElement>): void {
    if (event.isTrusted) pressedBy.current = event.pointerId;
  }

  function release(event: PointerEvent<HTMLButtonElement>): void {
    const pressed = pressedBy.current === event.pointerId;
    pressedBy.current = null;
    // A touch is captured by the button it began on: where it ended has to be asked.
    const endedOn = document.elementFromPoint(event.clientX, event.clientY);
    if (event.isTrusted && pressed && event.currentTarget.contains(endedOn)) {
      onPress(pointerInput(event));
    }
  }

  return (
    <button
      {...attributes}
      type="button"
      data-testid={testId}
      onPointerDown={press}
      onPointerUp={release}
      onPointerCancel={() => {
        pressedBy.current = null;
      }}
      onKeyDown={(event) => {
        if (event.isTrusted && isActivation(event)) onPress('keyboard');
      }}
    />
  );
}
