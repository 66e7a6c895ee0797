import { DownOutlined } from '@ant-design/icons';
import type { SelectHTMLAttributes } from 'react';
import { codesOf } from '../locale/code-names.ts';
import { type CodeSet, useFieldText } from './field-text.ts';
import './coded-field-select.css';

interface CodedFieldSelectProps extends SelectHTMLAttributes<HTMLSelectElement> {
  readonly codeSet: CodeSet;
  readonly value: string;
  readonly choose: (code: string) => Promise<boolean>;
}

/** A field whose value is a code of a standard, chosen by its name. */
export function CodedFieldSelect({ codeSet, value, choose, ...rest }: CodedFieldSelectProps) {
  const { valueText } = useFieldText();
  const codes = codesOf(codeSet);
  return (
    <span className="coded-field">
      <select {...rest} value={value} onChange={(event) => void choose(event.target.value)}>
        {(codes.includes(value) ? codes : [value, ...codes]).map((code) => (
          <option key={code} value={code}>
            {code === '' ? '' : valueText(code, codeSet)}
          </option>
        ))}
      </select>
      <DownOutlined className="coded-field-arrow" />
    </span>
  );
}
