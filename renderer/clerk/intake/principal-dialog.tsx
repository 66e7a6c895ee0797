import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Button } from '../desk/button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { ModalLayer } from '../desk/modal-layer.tsx';
import { TextField } from '../desk/text-field.tsx';
import { useTexts } from '../locale/texts.ts';
import './principal-dialog.css';

interface PrincipalDialogProps {
  readonly caseId: string;
  /** The legal person that was found, where somebody comes for one. */
  readonly enterprise?: string;
  readonly onClose: () => void;
}

/** For whom somebody has come without a code: a person is named, a legal person has been found already. */
export function PrincipalDialog({ caseId, enterprise, onClose }: PrincipalDialogProps): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const titleId = useId();
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const isPersons = enterprise === undefined;
  const isComplete = !isPersons || (name.trim() !== '' && number.trim() !== '');

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isComplete) return;
    const person = isPersons ? { person: { name, number } } : {};
    if (await desk.call('case:name-principal', { caseId, ...person })) onClose();
  }

  return (
    <ModalLayer className="principal-dialog" labelledBy={titleId} onCancel={onClose}>
      <h2 id={titleId}>{t('principal.heading')}</h2>
      <p>{t('principal.next')}</p>
      <form onSubmit={(event) => void submit(event)}>
        {isPersons ? (
          <>
            <TextField
              aria-label={t('principal.name')}
              placeholder={t('principal.name')}
              data-testid="principal-name"
              maxLength={60}
              autoFocus
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <TextField
              aria-label={t('principal.number')}
              placeholder={t('principal.number')}
              data-testid="principal-number"
              maxLength={18}
              value={number}
              onChange={(event) => setNumber(event.target.value)}
            />
          </>
        ) : (
          <strong data-testid="principal-enterprise">{enterprise}</strong>
        )}
        <footer>
          <Button onClick={onClose}>{t('principal.close')}</Button>
          <Button
            type="submit"
            kind="primary"
            data-testid="principal-submit"
            disabled={!isComplete}
            autoFocus={!isPersons}
          >
            {t('principal.submit')}
          </Button>
        </footer>
      </form>
    </ModalLayer>
  );
}
