import { DownOutlined } from '@ant-design/icons';
import { type ReactNode, type SelectHTMLAttributes, useState } from 'react';
import '../desk/control.css';
import './choice-select.css';

interface ChoiceSelectProps extends SelectHTMLAttributes<HTMLSelectElement> {
  readonly choices: readonly string[];
  readonly textOf: (choice: string) => string;
  /** What is shown while nothing is chosen; nothing unless told. */
  readonly emptyText?: string;
  readonly value: string;
  readonly choose: (choice: string) => Promise<boolean>;
}

/**
 * A field that takes one of a closed list. A value that is not in the list stays visible until another is chosen. The list
 * is made when somebody turns to the field: a form is opened with all of them, and a standard may have sixty codes.
 */
export function ChoiceSelect(props: ChoiceSelectProps): ReactNode {
  const { choices, textOf, emptyText = '', value, choose, onFocus, ...rest } = props;
  const [isTurnedTo, setTurnedTo] = useState(false);
  const offered = choices.includes(value) ? choices : [value, ...choices];
  const turnTo = () => setTurnedTo(true);
  return (
    <span className="choice">
      <select
        className="control"
        {...rest}
        value={value}
        // The list opens before the field has the focus.
        onPointerDown={turnTo}
        onFocus={(event) => {
          turnTo();
          onFocus?.(event);
        }}
        onChange={(event) => void choose(event.target.value)}
      >
        {(isTurnedTo ? offered : [value]).map((choice) => (
          <option key={choice} value={choice}>
            {choice === '' ? emptyText : textOf(choice)}
          </option>
        ))}
      </select>
      <DownOutlined className="choice-arrow" />
    </span>
  );
}
