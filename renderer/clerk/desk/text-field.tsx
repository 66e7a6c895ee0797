import type { InputHTMLAttributes, ReactNode, Ref } from 'react';
import './control.css';
import './text-field.css';

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly ref?: Ref<HTMLInputElement>;
  /** `large` where it is what the page is there for, `small` where it stands beside that. */
  readonly look?: 'plain' | 'large' | 'small';
}

/** One line of text. The browser's own field: a form has a dozen of them, and is there at once. */
export function TextField({ look = 'plain', ...rest }: TextFieldProps): ReactNode {
  return (
    <input
      type="text"
      className="control text-field"
      data-look={look}
      autoComplete="off"
      {...rest}
    />
  );
}
