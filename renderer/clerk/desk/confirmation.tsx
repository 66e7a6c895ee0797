import { Button } from 'antd';
import { useEffect, useId, useRef } from 'react';
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
export function Confirmation(props: ConfirmationProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => dialog.current?.showModal(), []);

  return (
    <dialog
      ref={dialog}
      className="confirmation"
      aria-labelledby={titleId}
      onClose={() => props.onAnswer(false)}
    >
      <h2 id={titleId}>{props.title}</h2>
      <p>{props.consequence}</p>
      <div className="confirmation-answers">
        <Button autoFocus onClick={() => props.onAnswer(false)}>
          {props.no}
        </Button>
        <Button data-testid={props.testId} danger onClick={() => props.onAnswer(true)}>
          {props.yes}
        </Button>
      </div>
    </dialog>
  );
}
