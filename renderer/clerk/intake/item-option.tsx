import type { ReactNode } from 'react';
import { KeyCap } from '../desk/work-button.tsx';
import { mostNumbers } from './use-number-keys.ts';

interface ItemOptionProps {
  readonly testId: string;
  readonly name: string;
  readonly detail?: string | undefined;
  /** Its place in its list, from 0. */
  readonly place: number;
  /** Its list is the one to choose from next: the number keys are its, and the focus goes to its first. */
  readonly isNext: boolean;
  readonly isPressed: boolean;
  /** Nothing can be chosen any more. */
  readonly isSettled: boolean;
  readonly onPress: () => void;
}

/** An item, an answer or a variant that can be chosen, with its number key. */
export function ItemOption(props: ItemOptionProps): ReactNode {
  const { testId, name, detail, place, isNext, isPressed, isSettled, onPress } = props;
  const number = isNext && !isSettled && place < mostNumbers ? place + 1 : undefined;
  return (
    <button
      type="button"
      className="item-option"
      data-testid={testId}
      data-stop=""
      data-first-field={isNext && place === 0 ? '' : undefined}
      aria-pressed={isPressed}
      disabled={isSettled}
      {...(number === undefined ? {} : { 'aria-keyshortcuts': String(number) })}
      onClick={onPress}
    >
      <span className="option-name">{name}</span>
      {number === undefined ? null : <KeyCap>{number}</KeyCap>}
      {detail === undefined ? null : <span className="option-detail">{detail}</span>}
    </button>
  );
}
