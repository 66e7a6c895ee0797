import { type ReactNode, useId } from 'react';
import { Button } from './button.tsx';
import { ModalLayer } from './modal-layer.tsx';
import './confirmation.css';

interface ConfirmationProps {
  readonly testId: string;
  readonly title: string;
  readonly consequence: string;
  readonly yes: string;
  readonly no: string;
  readonly onAnswer: (confirmed: boolean) => void;
}

/** Asks before something is lost. Escape and the first focus both mean no. */
export function Confirmation(props: ConfirmationProps): ReactNode {
  const titleId = useId();
  return (
    <ModalLayer
      className="confirmation"
      labelledBy={titleId}
      onCancel={() => props.onAnswer(false)}
    >
      <h2 id={titleId}>{props.title}</h2>
      <p>{props.consequence}</p>
      <div className="confirmation-answers">
        <Button autoFocus onClick={() => props.onAnswer(false)}>
          {props.no}
        </Button>
        <Button data-testid={props.testId} kind="danger" onClick={() => props.onAnswer(true)}>
          {props.yes}
        </Button>
      </div>
    </ModalLayer>
  );
}
