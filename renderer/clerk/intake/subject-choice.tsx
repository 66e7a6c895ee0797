import type { ReactNode } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { type SubjectKind, subjectKinds } from '../../../src/domain/service-item.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../locale/texts.ts';
import './subject-choice.css';

interface SubjectChoiceProps {
  readonly current: ClerkCase;
  readonly subjectType: SubjectKind;
  /** It is still being found out whom the case is for. */
  readonly isOpen: boolean;
}

/** 申请人主体: of the kinds that the item is for. Where there is only one, it is said and not asked. */
export function SubjectChoice({ current, subjectType, isOpen }: SubjectChoiceProps): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const offered = current.item?.subjects ?? subjectKinds;
  if (!isOpen || offered.length < 2) {
    return (
      <div className="identity-field">
        <span className="identity-label">{t('identity.subject')}</span>
        <span className="identity-subject">{t(`subject.${subjectType}`)}</span>
      </div>
    );
  }
  return (
    <fieldset className="identity-field subject-choice">
      <legend className="identity-label">{t('identity.subject')}</legend>
      {offered.map((kind) => (
        <label key={kind}>
          <input
            type="radio"
            name="subject"
            data-testid={`subject-${kind}`}
            checked={kind === subjectType}
            onChange={() =>
              void desk.call('case:choose-subject', { caseId: current.id, subjectType: kind })
            }
          />
          {t(`subject.${kind}`)}
        </label>
      ))}
    </fieldset>
  );
}
