import { type ReactNode, useId } from 'react';

interface ChoicesProps<Value extends string> {
  readonly legend: string;
  /** Several may be chosen; otherwise one. */
  readonly areSeveral?: boolean;
  readonly options: readonly {
    readonly value: Value;
    readonly label: string;
    readonly detail?: string;
  }[];
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: readonly Value[]) => void;
}

/** A question with its answers. Nothing is chosen but what somebody chose. */
export function Choices<Value extends string>({
  legend,
  areSeveral = false,
  options,
  chosen,
  onChange,
}: ChoicesProps<Value>): ReactNode {
  const group = useId();
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      {options.map(({ value, label, detail }) => (
        <label key={value} className="choice">
          <input
            type={areSeveral ? 'checkbox' : 'radio'}
            name={group}
            checked={chosen.includes(value)}
            onChange={() => onChange(areSeveral ? toggled(chosen, value) : [value])}
          />
          <span className="card-text">
            {label}
            {detail === undefined ? null : <span>{detail}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** A list with one more in it, or without it where it was in it. */
function toggled<Value>(list: readonly Value[], one: Value): readonly Value[] {
  return list.includes(one) ? list.filter((each) => each !== one) : [...list, one];
}
