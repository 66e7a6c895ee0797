import {
  CheckOutlined,
  EditOutlined,
  InfoCircleOutlined,
  MinusOutlined,
  WarningFilled,
} from '@ant-design/icons';
import { memo, type ReactNode } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { countLines, type WaiverStatus } from '../../../src/domain/waiver-list.ts';
import { MaterialAttachments } from '../attachments/material-attachments.tsx';
import { Alert } from '../desk/alert.tsx';
import { useTexts } from '../locale/texts.ts';
import './waiver-section.css';

type List = NonNullable<ClerkCase['waiverList']>;
type Line = List['lines'][number];
type Licence = ClerkCase['licences'][number];

const marks: Readonly<Record<WaiverStatus, ReactNode>> = {
  'waived-by-licence': <CheckOutlined />,
  'covered-by-other-source': <CheckOutlined />,
  'needed-on-paper': <EditOutlined />,
  'not-needed': <MinusOutlined />,
};
const statuses = Object.keys(marks) as readonly WaiverStatus[];

/** ③ 免证清单: what happens to each material, and why. */
export function WaiverSection({ current }: { readonly current: ClerkCase }) {
  const { t } = useTexts();
  const { waiverList, licences, consentOutcome } = current;
  if (waiverList === undefined) return null;
  const { ineligible, lines } = waiverList;

  return (
    <>
      {ineligible === undefined ? null : (
        <Alert
          data-testid="ineligible"
          severity="error"
          title={t('ineligible.too-young', {
            age: ineligible.age,
            minimum: ineligible.minimumAge,
          })}
        >
          {t('ineligible.next')}
        </Alert>
      )}
      <table className="waiver-table">
        <thead>
          <tr>
            <th scope="col">{t('waivers.material')}</th>
            <th scope="col">{t('waivers.treatment')}</th>
            <th scope="col">{t('waivers.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <WaiverRow key={line.material.code} line={line} />
          ))}
        </tbody>
      </table>
      <p className="waiver-counts">
        <WaiverCounts list={waiverList} />
      </p>
      {consentOutcome === undefined ? <LicenceList licences={licences} /> : null}
    </>
  );
}

function WaiverRow({ line }: { readonly line: Line }) {
  const { t } = useTexts();
  const { material, status, reason, licence, notes = [] } = line;
  return (
    <tr data-testid={`waiver-line-${material.code}`} data-status={status}>
      <th scope="row">{material.name}</th>
      <td className="waiver-status">
        <span className="waiver-mark" aria-hidden="true">
          {marks[status]}
        </span>
        {t(`waiver-status.${status}`)}
      </td>
      <td>
        {t(`waiver.${reason}`)}
        {licence === undefined ? null : (
          <span className="waiver-licence tabular-figures">
            {licence.name} · {licence.issuer} · <ValidUntil licence={licence} />
          </span>
        )}
        {notes.map((note) => (
          <span key={note} className="waiver-note" data-note={note}>
            {note === 'near-expiry' ? <WarningFilled /> : <InfoCircleOutlined />}{' '}
            {t(`waiver.${note}`)}
          </span>
        ))}
        <MaterialAttachments line={line} />
      </td>
    </tr>
  );
}

function LicenceList({ licences }: { readonly licences: readonly Licence[] }) {
  const { t } = useTexts();
  return (
    <div className="licence-list">
      <h3>{t('licences.heading', { number: licences.length })}</h3>
      <p>{licences.length === 0 ? t('licences.none') : t('licences.before-consent')}</p>
      {licences.length === 0 ? null : (
        <table className="waiver-table tabular-figures">
          <thead>
            <tr>
              <th scope="col">{t('licences.name')}</th>
              <th scope="col">{t('licences.issuer')}</th>
              <th scope="col">{t('licences.state')}</th>
              <th scope="col">{t('licences.holder')}</th>
            </tr>
          </thead>
          <tbody>
            {licences.map((licence) => (
              <tr key={licence.licenceCode} data-testid={`licence-${licence.licenceCode}`}>
                <th scope="row">{licence.name}</th>
                <td className="licence-issuer">{licence.issuer}</td>
                <td>
                  {t(`licence-status.${licence.status}`)} · <ValidUntil licence={licence} />
                </td>
                <td>
                  {licence.heldByApplicant
                    ? licence.holderMasked
                    : t('licences.other-holder', { name: licence.holderMasked })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function ValidUntil({ licence: { validTo } }: { readonly licence: Licence }) {
  const { t } = useTexts();
  return validTo === 'long-term' ? t('validity.unlimited') : t('validity.until', { date: validTo });
}

function WaiverCounts({ list }: { readonly list: List }) {
  const { t } = useTexts();
  const counts = statuses
    .map((status) => [status, countLines(list, status)] as const)
    .filter(([, number]) => number > 0)
    .map(([status, number]) =>
      t('waivers.count', { status: t(`waiver-status.${status}`), number }),
    );
  return [t('waivers.total', { number: list.lines.length }), ...counts].join(' · ');
}

/** ③ in one line. */
export const WaiverResult = memo(function WaiverResult({
  list,
}: {
  readonly list: List | undefined;
}) {
  return list === undefined ? null : <WaiverCounts list={list} />;
});
