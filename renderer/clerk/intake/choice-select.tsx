import { DownOutlined } from '@ant-design/icons';
import type { ReactNode, SelectHTMLAttributes } from 'react';
import './choice-select.css';

interface ChoiceSelectProps extends SelectHTMLAttributes<HTMLSelectElement> {
  readonly choices: readonly string[];
  readonly textOf: (choice: string) => string;
  readonly value: string;
  readonly choose: (choice: string) => Promise<boolean>;
}

/** A field that takes one of a closed list. A value that is not in the list stays visible until another is chosen. */
export function ChoiceSelect(props: ChoiceSelectProps): ReactNode {
  const { choices, textOf, value, choose, ...rest } = props;
  return (
    <span className="choice">
      <select {...rest} value={value} onChange={(event) => void choose(event.target.value)}>
        {(choices.includes(value) ? choices : [value, ...choices]).map((choice) => (
          <option key={choice} value={choice}>
            {choice === '' ? '' : textOf(choice)}
          </option>
        ))}
      </select>
      <DownOutlined className="choice-arrow" />
    </span>
  );
}
