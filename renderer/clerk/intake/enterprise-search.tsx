import { type FormEvent, type ReactNode, useState } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { isUnifiedCode } from '../../../src/domain/unified-code.ts';
import { Button } from '../desk/button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { TextField } from '../desk/text-field.tsx';
import { useTexts } from '../locale/texts.ts';
import './enterprise-search.css';

const codeLength = 18;

interface EnterpriseSearchProps {
  readonly current: ClerkCase;
  readonly isOpen: boolean;
}

/**
 * The legal person by its unified social credit code or, where it has one, its unit code. A wrong check character is told
 * while it is typed; a right code is looked up by itself.
 */
export function EnterpriseSearch({ current, isOpen }: EnterpriseSearchProps): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const [typed, setTyped] = useState('');
  const [by, setBy] = useState<'uscc' | 'unit-code'>('uscc');
  const { applicant, identification } = current;
  const found = identification?.enterprise;
  const shown =
    applicant === undefined || applicant.subjectType === 'person'
      ? found
      : { uscc: applicant.number, name: applicant.name };
  const isWrong = by === 'uscc' && typed.length >= codeLength && !isUnifiedCode(typed);

  function look(code: string): void {
    if (code === '') return;
    void desk.call('case:find-enterprise', { caseId: current.id, by, code });
  }

  function type(text: string): void {
    const code = by === 'uscc' ? text.trim().toUpperCase() : text.trim();
    setTyped(code);
    if (by === 'uscc' && isUnifiedCode(code)) look(code);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!isWrong) look(typed);
  }

  return (
    <div className="enterprise-search">
      {isOpen ? (
        <form className="identity-field enterprise-code" onSubmit={submit}>
          <label className="identity-label" htmlFor="enterprise-code">
            {t(by === 'uscc' ? 'identity.uscc' : 'identity.unit-code')}
          </label>
          <span className="enterprise-code-row">
            <TextField
              id="enterprise-code"
              data-testid="enterprise-code"
              value={typed}
              maxLength={by === 'uscc' ? codeLength : 64}
              aria-invalid={isWrong}
              aria-describedby={isWrong ? 'enterprise-code-wrong' : undefined}
              onChange={(event) => type(event.target.value)}
            />
            <Button type="submit" size="small" disabled={typed === '' || isWrong}>
              {t('identity.find')}
            </Button>
            <Button
              kind="link"
              size="small"
              onClick={() => {
                setBy(by === 'uscc' ? 'unit-code' : 'uscc');
                setTyped('');
              }}
            >
              {t(by === 'uscc' ? 'identity.use-unit-code' : 'identity.use-uscc')}
            </Button>
          </span>
          {isWrong ? (
            <p id="enterprise-code-wrong" className="enterprise-code-wrong" role="alert">
              {t('identity.uscc-wrong')}
            </p>
          ) : null}
        </form>
      ) : null}
      {shown === undefined ? null : (
        <dl className="enterprise-found" data-testid="enterprise-found">
          <div>
            <dt>{t('identity.enterprise-name')}</dt>
            <dd>{shown.name}</dd>
          </div>
          <div>
            <dt>{t('identity.uscc')}</dt>
            <dd className="tabular-figures">{shown.uscc}</dd>
          </div>
          {found === undefined || applicant !== undefined ? null : (
            <div>
              <dt>{t('identity.representative')}</dt>
              <dd>{found.representativeMaskedName}</dd>
            </div>
          )}
        </dl>
      )}
    </div>
  );
}
