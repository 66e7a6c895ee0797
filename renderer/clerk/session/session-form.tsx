import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from '../desk/button.tsx';
import { TextField } from '../desk/text-field.tsx';
import { useTexts } from '../locale/texts.ts';
import { takeFocus } from './take-focus.ts';

interface SessionFormProps {
  /** Begins the test ids of the form's parts. */
  readonly name: 'login' | 'lock' | 'confirm';
  readonly submit: { readonly testId: string; readonly text: string };
  /** The password has the focus at once: nothing else has to be filled in. */
  readonly passwordFirst: boolean;
  /** Whether everything but the password is there. */
  readonly isComplete: boolean;
  /** @returns whether the person was let in */
  readonly give: (password: string) => Promise<boolean>;
  /** Why the person was not let in. */
  readonly trouble: ReactNode;
  /** Fields above the password. */
  readonly children?: ReactNode;
}

/** Asks for a password, together with whatever stands above it. A wrong one is said in place, and is typed anew. */
export function SessionForm({
  name,
  submit,
  passwordFirst,
  isComplete,
  give,
  trouble,
  children,
}: SessionFormProps): ReactNode {
  const { t } = useTexts();
  const [password, setPassword] = useState('');
  const [underWay, setUnderWay] = useState(false);
  const mayGive = isComplete && password !== '';

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!mayGive || underWay) return;
    setUnderWay(true);
    const granted = await give(password);
    setUnderWay(false);
    if (!granted) setPassword('');
  }

  return (
    <form className="session-form" onSubmit={(event) => void send(event)}>
      {children}
      <div className="session-field">
        <label htmlFor={`${name}-password`}>{t('login.password')}</label>
        <TextField
          look="large"
          id={`${name}-password`}
          data-testid={`${name}-password`}
          type="password"
          ref={passwordFirst ? takeFocus : null}
          maxLength={256}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </div>
      {trouble}
      <Button
        data-testid={submit.testId}
        type="submit"
        kind="primary"
        size="large"
        block
        disabled={!mayGive}
        busy={underWay}
      >
        {submit.text}
      </Button>
    </form>
  );
}
