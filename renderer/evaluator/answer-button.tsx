import { type PointerEvent, type ReactNode, useRef } from 'react';
import type { InputKind } from '../../src/domain/consent.ts';
import { isActivation, pointerInput } from './page-input.ts';

interface AnswerButtonProps {
  decision: 'agree' | 'decline';
  label: string;
  /** An answer is on its way or has been given. */
  disabled: boolean;
  /** Can be seen and pressed, but is not yet taken. */
  waiting: boolean;
  onAnswer: (input: InputKind) => void;
}

/**
 * One of the two answers. It is given by the same pointer going down and up within the button, so a finger that slides
 * off takes nothing with it. `click` is not listened to: scripts can cause it, and it does not tell the kind of input.
 */
export function AnswerButton({
  decision,
  label,
  disabled,
  waiting,
  onAnswer,
}: AnswerButtonProps): ReactNode {
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
      onAnswer(pointerInput(event));
    }
  }

  return (
    <button
      type="button"
      className={`answer answer-${decision}`}
      data-testid={decision}
      data-canonical
      disabled={disabled}
      aria-disabled={waiting}
      onPointerDown={press}
      onPointerUp={release}
      onPointerCancel={() => {
        pressedBy.current = null;
      }}
      onKeyDown={(event) => {
        if (event.isTrusted && isActivation(event)) onAnswer('keyboard');
      }}
    >
      {label}
    </button>
  );
}
