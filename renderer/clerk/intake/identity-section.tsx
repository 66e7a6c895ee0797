import { memo, type ReactNode } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import type { DeviceSnapshot } from '../../../src/contracts/device-snapshot.ts';
import { maskNumber } from '../../../src/domain/masking.ts';
import type { SubjectKind } from '../../../src/domain/service-item.ts';
import { hallTime } from '../../../src/support/clock.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { Alert } from '../desk/alert.tsx';
import { BusyMark } from '../desk/busy-mark.tsx';
import { isSomebodyAwaited } from '../desk/open-case.ts';
import { TextField } from '../desk/text-field.tsx';
import { useTexts } from '../locale/texts.ts';
import { CardPhoto } from './card-photo.tsx';
import { CaseHolders } from './case-holders.tsx';
import { CodeStatement } from './code-statement.tsx';
import { EnterpriseSearch } from './enterprise-search.tsx';
import { HolderAbsent } from './holder-absent.tsx';
import { IdentityFacts } from './identity-facts.tsx';
import { IdentityGuidance } from './identity-guidance.tsx';
import { LongWait } from './long-wait.tsx';
import { NamedPersonEntry } from './named-person-entry.tsx';
import { OtherDocumentEntry } from './other-document-entry.tsx';
import { SubjectChoice } from './subject-choice.tsx';
import './identity-section.css';

interface IdentitySectionProps {
  readonly current: ClerkCase;
  readonly reader: DeviceSnapshot['reader'];
}

/** ② Whom the case is for, and by which way that is known: every way is one step away for as long as it is not. */
export function IdentitySection({ current, reader }: IdentitySectionProps): ReactNode {
  const { t } = useTexts();
  const { applicant, identification, stage } = current;
  const awaited = isSomebodyAwaited(current) && identification !== undefined;
  const isReturnAwaited = awaited && current.hasLeft === true;
  const isAdultAwaited = awaited && stage === 'reviewing' && !isReturnAwaited;
  const isApplicantAwaited = awaited && !isAdultAwaited && !isReturnAwaited;
  const isStatementAwaited = awaited && statementAt.has(identification.step);
  const subjectType = applicant?.subjectType ?? identification?.subjectType ?? 'person';
  const person = applicant?.representative ?? applicant;
  const hasCard = person?.card !== undefined;

  return (
    <div className="identity">
      {hasCard && person !== undefined ? (
        <CardPhoto caseId={current.id} readAt={person.identifiedAt} />
      ) : null}
      <div className="identity-said">
        {isStatementAwaited ? null : (
          <div className="identity-fields">
            <SubjectChoice
              current={current}
              subjectType={subjectType}
              isOpen={isApplicantAwaited}
            />
            {subjectType === 'person' ? null : (
              <EnterpriseSearch current={current} isOpen={isApplicantAwaited} />
            )}
            <PersonFields current={current} subjectType={subjectType} reader={reader} />
          </div>
        )}
        {awaited && !isStatementAwaited ? (
          <div className="identity-ways">
            <CommandButton command="scan-by-camera" size="small" />
            {isApplicantAwaited ? null : (
              <>
                <CommandButton command="show-face-code" size="small" />
                <CommandButton
                  command="read-card"
                  size="small"
                  working={reader.state === 'reading'}
                />
              </>
            )}
            <OtherDocumentEntry caseId={current.id} />
            {isApplicantAwaited ? <CommandButton command="ask-delegation" size="small" /> : null}
            {subjectType === 'person' && !isReturnAwaited && nameableAt.has(identification.step) ? (
              <NamedPersonEntry caseId={current.id} whom={isAdultAwaited ? 'adult' : 'minor'} />
            ) : null}
            {current.item?.acceptsRunner === true && !isReturnAwaited ? (
              <HolderAbsent caseId={current.id} isAbsent={identification.isHolderAbsent} />
            ) : null}
          </div>
        ) : null}
        {isReturnAwaited ? (
          <Alert severity="info" data-testid="person-left" title={t('case.left')}>
            {t('case.left.next')}
          </Alert>
        ) : null}
        <IdentityFacts current={current} />
        <CaseHolders current={current} />
        {isStatementAwaited && identification.openedCode !== undefined ? (
          <CodeStatement
            key={identification.openedCode.nameMasked}
            caseId={current.id}
            code={identification.openedCode}
          />
        ) : null}
        {awaited &&
        !isReturnAwaited &&
        !isStatementAwaited &&
        (current.failure === undefined || identification.step !== 'proof') ? (
          <IdentityGuidance identification={identification} reader={reader} />
        ) : null}
        {stage === 'matching' && current.failure === undefined ? (
          <>
            <p className="identity-guidance" role="status">
              <BusyMark />
              {t('identity.matching')}
            </p>
            <LongWait whom={t('wait.platform-and-library')} />
          </>
        ) : null}
      </div>
    </div>
  );
}

/** Steps at which somebody may be named who has nothing to show. */
const nameableAt: ReadonlySet<string> = new Set(['proof', 'adult']);

/** Steps at which whoever has shown a code has to say, or has just said, who they are. */
const statementAt: ReadonlySet<string> = new Set(['statement', 'checking-statement']);

interface PersonFieldsProps extends IdentitySectionProps {
  readonly subjectType: SubjectKind;
}

/** Name and number of the person, with 刷脸办 and 读卡 inside the fields (WIN-05, WIN-11). */
function PersonFields({ current, subjectType, reader }: PersonFieldsProps) {
  const { t } = useTexts();
  const { applicant, stage } = current;
  const awaited = stage === 'identifying';
  const isPersons = subjectType === 'person';
  const person = isPersons ? applicant : applicant?.representative;
  return (
    <>
      <div
        className="identity-field identity-name"
        data-long={isLong(person?.name) ? '' : undefined}
      >
        <label className="identity-label" htmlFor="applicant-name">
          {t(isPersons ? 'identity.name' : 'identity.representative')}
        </label>
        <TextField
          id="applicant-name"
          data-testid="applicant-name"
          readOnly
          value={person?.name ?? ''}
        />
        {awaited ? <CommandButton command="show-face-code" size="small" /> : null}
      </div>
      <div className="identity-field identity-number">
        <label className="identity-label" htmlFor="applicant-id-number">
          {t('identity.id-number')}
        </label>
        <TextField
          id="applicant-id-number"
          data-testid="applicant-id-number"
          readOnly
          value={person?.number ?? ''}
        />
        {awaited ? (
          <CommandButton
            command="read-card"
            kind="primary"
            size="small"
            working={reader.state === 'reading'}
          />
        ) : null}
      </div>
    </>
  );
}

/** Longer than the field's ordinary width, counted in characters and not in UTF-16 units. */
function isLong(name = ''): boolean {
  return [...name].length > 12;
}

/** ② in one line, masked: the screen may be seen from the other side. */
export const IdentityResult = memo(function IdentityResult({
  applicant,
  present,
}: {
  readonly applicant: ClerkCase['applicant'] | undefined;
  readonly present: ClerkCase['present'] | undefined;
}) {
  const { t } = useTexts();
  if (applicant === undefined) return null;
  const isPerson = applicant.subjectType === 'person';
  return (
    <span className="tabular-figures">
      {isPerson ? applicant.nameMasked : applicant.name} ·{' '}
      {isPerson ? maskNumber(applicant.number) : applicant.number} ·{' '}
      {t('identity.by', {
        channel: t(`channel.${applicant.channel}`),
        time: hallTime(applicant.identifiedAt),
      })}
      {present === undefined
        ? ''
        : ` · ${t('identity.present', { as: t(`acting.${present.as}`), name: present.nameMasked })}`}
    </span>
  );
});
