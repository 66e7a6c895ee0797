import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { BusyMark } from './busy-mark.tsx';
import './control.css';
import './button.css';

/** How a button looks. */
export interface ButtonLook {
  /** `primary` is what the page leads to; `danger` loses something; `quiet` and `link` stand among other things. */
  readonly kind?: 'primary' | 'plain' | 'danger' | 'quiet' | 'link';
  readonly size?: 'small' | 'middle' | 'large';
  /** As wide as what it stands in. */
  readonly block?: boolean;
}

interface ButtonProps extends ButtonLook, ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does has begun and not ended; until then it does nothing again, and keeps the focus. */
  readonly busy?: boolean;
}

/** A button. The browser's own: a page of a case has a dozen of them, and is there at once. */
export function Button({ kind = 'plain', size = 'middle', ...rest }: ButtonProps): ReactNode {
  const { block = false, busy = false, onClick, children, ...attributes } = rest;
  return (
    <button
      type="button"
      className="control button"
      data-kind={kind}
      data-size={size}
      data-block={block ? '' : undefined}
      aria-busy={busy}
      onClick={busy ? undefined : onClick}
      {...attributes}
    >
      <span className="button-content">{children}</span>
      {busy ? <BusyMark /> : null}
    </button>
  );
}
