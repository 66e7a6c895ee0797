import { CreditCardOutlined } from '@ant-design/icons';
import { memo, type ReactNode } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import type { DeviceSnapshot } from '../../../src/contracts/device-snapshot.ts';
import { maskNumber } from '../../../src/domain/masking.ts';
import { hallTime } from '../../../src/support/clock.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { BusyMark } from '../desk/busy-mark.tsx';
import { TextField } from '../desk/text-field.tsx';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { codeNameKeys } from '../locale/code-names.ts';
import { useTexts } from '../locale/texts.ts';
import { CardPhoto } from './card-photo.tsx';
import { LongWait } from './long-wait.tsx';
import './identity-section.css';

interface IdentitySectionProps {
  readonly current: ClerkCase;
  readonly reader: DeviceSnapshot['reader'];
}

/** ② Who the person is, as the card says. */
export function IdentitySection({ current, reader }: IdentitySectionProps): ReactNode {
  const { t } = useTexts();
  const { applicant, stage } = current;
  const awaited = stage === 'identifying';

  return (
    <div className="identity">
      {applicant === undefined ? null : (
        <CardPhoto caseId={current.id} readAt={applicant.identifiedAt} />
      )}
      <div className="identity-said">
        <div className="identity-fields">
          <div className="identity-field">
            <span className="identity-label">{t('identity.subject')}</span>
            <span className="identity-subject">{t('subject.person')}</span>
          </div>
          <div
            className="identity-field identity-name"
            data-long={isLong(applicant?.name) ? '' : undefined}
          >
            <label className="identity-label" htmlFor="applicant-name">
              {t('identity.name')}
            </label>
            <TextField
              id="applicant-name"
              data-testid="applicant-name"
              readOnly
              value={applicant?.name ?? ''}
            />
          </div>
          <div className="identity-field identity-number">
            <label className="identity-label" htmlFor="applicant-id-number">
              {t('identity.id-number')}
            </label>
            <TextField
              id="applicant-id-number"
              data-testid="applicant-id-number"
              readOnly
              value={applicant?.idNumber ?? ''}
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
        </div>
        {applicant === undefined ? null : <CardFacts applicant={applicant} />}
        {awaited && current.failure === undefined ? <CardGuidance reader={reader} /> : null}
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

/** Longer than the field's ordinary width, counted in characters and not in UTF-16 units. */
function isLong(name = ''): boolean {
  return [...name].length > 12;
}

/** What has to happen on the reader for the card to be read. */
function CardGuidance({ reader }: Pick<IdentitySectionProps, 'reader'>) {
  const { t } = useTexts();
  if (reader.failure !== undefined) {
    return <FailureAlert testId="reader-failure" failure={reader.failure} severity="warning" />;
  }
  return (
    <p
      className="identity-guidance"
      data-testid="card-guidance"
      data-state={reader.state}
      role="status"
    >
      {reader.state === 'reading' ? <BusyMark /> : <CreditCardOutlined />}
      {t(`card-guidance.${reader.state}`)}
    </p>
  );
}

function CardFacts({ applicant }: { readonly applicant: NonNullable<ClerkCase['applicant']> }) {
  const { t } = useTexts();
  const { sex, ethnicity } = applicant;
  const validTo = applicant.validTo === 'long-term' ? t('validity.long-term') : applicant.validTo;
  const facts: readonly (readonly [string, string])[] = [
    [t('identity.sex'), t(codeNameKeys.sex(sex), { code: sex })],
    [t('identity.ethnicity'), t(codeNameKeys.ethnicity(ethnicity), { code: ethnicity })],
    [t('identity.birth-date'), applicant.birthDate],
    [t('identity.validity'), t('validity.range', { from: applicant.validFrom, to: validTo })],
    [t('identity.authority'), applicant.authority],
    [t('identity.address'), applicant.address],
    [t('identity.channel'), t('identity.by-card', { time: hallTime(applicant.identifiedAt) })],
  ];
  return (
    <dl className="card-facts tabular-figures" data-testid="card-facts">
      {facts.map(([label, text]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** ② in one line, masked: the screen may be seen from the other side. */
export const IdentityResult = memo(function IdentityResult({
  applicant,
}: {
  readonly applicant: ClerkCase['applicant'] | undefined;
}) {
  const { t } = useTexts();
  if (applicant === undefined) return null;
  return (
    <span className="tabular-figures">
      {applicant.nameMasked} · {maskNumber(applicant.idNumber)} ·{' '}
      {t('identity.by-card', { time: hallTime(applicant.identifiedAt) })}
    </span>
  );
});
