import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskView } from '../desk/desk-context.ts';
import { FailureAlert } from '../failures/failure-alert.tsx';

interface SessionFormProps {
  /** Begins the test ids of the form's parts. */
  readonly name: 'login' | 'lock';
  readonly submit: { readonly testId: string; readonly text: string };
  /** The password has the focus at once: nothing else has to be filled in. */
  readonly passwordFirst: boolean;
  /** Whether everything but the password is there. */
  readonly isComplete: boolean;
  /** @returns whether the person was let in */
  readonly give: (password: string) => Promise<boolean>;
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
  children,
}: SessionFormProps): ReactNode {
  const { t } = useTranslation();
  const { refusal } = useDeskView();
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
        <Input
          id={`${name}-password`}
          data-testid={`${name}-password`}
          type="password"
          size="large"
          autoFocus={passwordFirst}
          autoComplete="off"
          maxLength={256}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </div>
      {refusal === undefined ? null : <FailureAlert testId={`${name}-failure`} failure={refusal} />}
      <Button
        data-testid={submit.testId}
        type="primary"
        size="large"
        htmlType="submit"
        block
        disabled={!mayGive}
        loading={underWay && { delay: 400 }}
      >
        {submit.text}
      </Button>
    </form>
  );
}
