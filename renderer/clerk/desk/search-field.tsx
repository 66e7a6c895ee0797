import { SearchOutlined } from '@ant-design/icons';
import type { InputHTMLAttributes, ReactNode } from 'react';
import { TextField } from './text-field.tsx';
import './search-field.css';

interface SearchFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  /** Names the field, and stands in it while it is empty. */
  readonly label: string;
  readonly look?: 'plain' | 'small';
}

/** A line that narrows the list under it. */
export function SearchField({ label, ...rest }: SearchFieldProps): ReactNode {
  return (
    <span className="search-field">
      <SearchOutlined />
      <TextField
        type="search"
        aria-label={label}
        title={label}
        placeholder={label}
        maxLength={60}
        {...rest}
      />
    </span>
  );
}
