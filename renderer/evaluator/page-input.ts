import type { KeyboardEvent, PointerEvent } from 'react';
import type { InputKind } from '../../src/domain/consent.ts';

/** The kind of input behind a pointer event. What is not certainly a finger or a pen counts as a mouse, never as more. */
export function pointerInput({ pointerType }: Pick<PointerEvent, 'pointerType'>): InputKind {
  return pointerType === 'touch' || pointerType === 'pen' ? pointerType : 'mouse';
}

/** Whether a key press would activate a button; a key that is held down counts once. */
export function isActivation({ key, repeat }: Pick<KeyboardEvent, 'key' | 'repeat'>): boolean {
  return !repeat && (key === 'Enter' || key === ' ');
}
