import {
  AuditOutlined,
  CheckOutlined,
  ClockCircleOutlined,
  EditOutlined,
  EyeInvisibleOutlined,
  InfoCircleOutlined,
  MinusOutlined,
  SearchOutlined,
  WarningFilled,
} from '@ant-design/icons';
import { memo, type ReactNode } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import {
  countLines,
  type MaterialTreatment,
  treatmentOf,
} from '../../../src/domain/waiver-list.ts';
import { MaterialAttachments } from '../attachments/material-attachments.tsx';
import { usePerform } from '../commands/command-context.ts';
import { settleMaterial } from '../commands/desk-commands.ts';
import { Alert } from '../desk/alert.tsx';
import { moveFocus } from '../desk/move-focus.ts';
import { canSettle } from '../desk/open-case.ts';
import { moment, timeOfDay } from '../locale/moments.ts';
import type { TextOf } from '../locale/text-key.ts';
import { useTexts } from '../locale/texts.ts';
import { ageText } from './age-text.ts';
import { type LineOffer, lineOffers } from './line-offers.ts';
import { SettlementChoice } from './settlement-choice.tsx';
import { useNumberKeys } from './use-number-keys.ts';
import './waiver-section.css';

type List = NonNullable<ClerkCase['waiverList']>;
type Line = List['lines'][number];
type Licence = ClerkCase['licences'][number];

const marks: Readonly<Record<MaterialTreatment, ReactNode>> = {
  'waived-by-licence': <CheckOutlined />,
  'covered-by-other-source': <CheckOutlined />,
  'to-be-verified': <ClockCircleOutlined />,
  deferred: <ClockCircleOutlined />,
  pledged: <AuditOutlined />,
  'under-check': <SearchOutlined />,
  'needed-on-paper': <EditOutlined />,
  'not-needed': <MinusOutlined />,
};
const treatments = Object.keys(marks) as readonly MaterialTreatment[];

/** ③ 免证清单: what happens to each material, why, and what may be done about it without a paper. */
export function WaiverSection({ current }: { readonly current: ClerkCase }) {
  const { t } = useTexts();
  const { waiverList, licences, consentOutcome, offline } = current;
  const isReceivedOffline = offline !== undefined && offline.provisionalNumber === undefined;
  const { offers, settle } = useSettling(current);
  if (waiverList === undefined) return null;
  const { ineligible, ageToCheck, lines } = waiverList;

  return (
    <>
      {isReceivedOffline ? (
        <Alert data-testid="offline-case" severity="info" title={t('offline.case')} />
      ) : null}
      {ineligible === undefined ? null : (
        <Alert data-testid="ineligible" severity="error" title={ineligibleText(ineligible, t)}>
          {t('ineligible.next')}
        </Alert>
      )}
      {ageToCheck === undefined ? null : (
        <Alert
          data-testid="age-to-check"
          severity="warning"
          title={t('waivers.age-to-check', { ages: ageText(ageToCheck, t) })}
        />
      )}
      <table className="waiver-table" onKeyDown={moveFocus}>
        <thead>
          <tr>
            <th scope="col">{t('waivers.material')}</th>
            <th scope="col">{t('waivers.treatment')}</th>
            <th scope="col">{t('waivers.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <WaiverRow key={line.material.code} line={line}>
              {offers === undefined ? null : (
                <SettlementChoice
                  line={line}
                  place={offers.findIndex(({ material }) => material.code === line.material.code)}
                  settle={settle}
                />
              )}
            </WaiverRow>
          ))}
        </tbody>
      </table>
      <p className="waiver-counts">
        <WaiverCounts list={waiverList} />
      </p>
      {/* Which there are nobody has been able to look up. */}
      {consentOutcome !== undefined || (isReceivedOffline && licences.length === 0) ? null : (
        <LicenceList licences={licences} />
      )}
    </>
  );
}

/** Settling materials by button and number key; without offers where it has no place now. */
function useSettling({ stage, waiverList }: ClerkCase) {
  const perform = usePerform();
  const offers = canSettle(stage) ? lineOffers(waiverList?.lines ?? []) : undefined;

  function settle(offer: LineOffer): void {
    perform(offer.name, settleMaterial(offer));
  }

  useNumberKeys(offers !== undefined && offers.length > 0, (index) => {
    const chosen = offers?.[index];
    if (chosen !== undefined) settle(chosen);
  });
  return { offers, settle };
}

function ineligibleText(ineligible: NonNullable<List['ineligible']>, t: TextOf): string {
  const { reason, ...facts } = ineligible;
  const subject = 'subject' in facts ? { subject: t(`subject.${facts.subject}`) } : {};
  return t(`ineligible.${reason}`, { ...facts, ...subject });
}

interface WaiverRowProps {
  readonly line: Line;
  /** What may be done about it. */
  readonly children: ReactNode;
}

function WaiverRow({ line, children }: WaiverRowProps) {
  const { t } = useTexts();
  const {
    material,
    reason,
    licence,
    otherLicences = [],
    notes = [],
    papers,
    papersOf,
    awaited = [],
    settled,
  } = line;
  const treatment = treatmentOf(line);
  return (
    <tr data-testid={`waiver-line-${material.code}`} data-status={treatment}>
      <th scope="row">
        {material.name}
        {material.isSensitive === undefined ? null : (
          <span className="waiver-note">
            <EyeInvisibleOutlined /> {t('material.sensitive')}
          </span>
        )}
      </th>
      <td className="waiver-status">
        <span className="waiver-mark" aria-hidden="true">
          {marks[treatment]}
        </span>
        {t(`waiver-status.${treatment}`)}
      </td>
      <td>
        {settled === undefined ? t(`waiver.${reason}`) : settledText(settled, t)}
        {settled !== undefined || papers === undefined ? null : (
          <span className="waiver-licence">
            {t('material.papers', { papers: papers.join('、') })}
          </span>
        )}
        {settled !== undefined || papersOf === undefined ? null : (
          <span className="waiver-licence">
            {t('waivers.papers-of', { names: papersOf.join('、') })}
          </span>
        )}
        {settled !== undefined || licence === undefined
          ? null
          : [licence, ...otherLicences].map((one) => (
              <span key={one.licenceCode} className="waiver-licence tabular-figures">
                {one.name} · {one.issuer} · <ValidUntil licence={one} />
              </span>
            ))}
        {settled !== undefined || awaited.length === 0 ? null : (
          <span className="waiver-licence">{awaited.map(({ name }) => name).join('、')}</span>
        )}
        {notes.map((note) => (
          <span key={note} className="waiver-note" data-note={note}>
            {quietNotes.has(note) ? <InfoCircleOutlined /> : <WarningFilled />}{' '}
            {t(`waiver.${note}`)}
          </span>
        ))}
        {children}
        <MaterialAttachments line={line} />
      </td>
    </tr>
  );
}

/** Notes that only say why; every other one warns. */
const quietNotes: ReadonlySet<NonNullable<Line['notes']>[number]> = new Set([
  'successor-used',
  'only-valid-of-several',
  'longest-valid-of-several',
]);

function settledText(settled: NonNullable<Line['settled']>, t: TextOf): string {
  switch (settled.way) {
    case 'deferral':
      return t('settled.deferral', { date: settled.dueOn });
    case 'pledge':
      return t('settled.pledge', { time: timeOfDay(settled.settledAt) });
    case 'check':
      return t('settled.check', { time: moment(settled.dueAt, settled.settledAt) });
  }
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
  const counts = treatments
    .map((treatment) => [treatment, countLines(list, treatment)] as const)
    .filter(([, number]) => number > 0)
    .map(([treatment, number]) =>
      t('waivers.count', { status: t(`waiver-status.${treatment}`), number }),
    );
  return [t('waivers.total', { number: list.lines.length }), ...counts].join(' · ');
}

/** ③ in one line. */
export const WaiverResult = memo(function WaiverResult({
  list,
}: {
  readonly list: List | undefined;
}) {
  const { t } = useTexts();
  if (list === undefined) return null;
  const open = list.lines.filter(
    ({ offers, settled }) => offers !== undefined && settled === undefined,
  );
  return (
    <>
      <WaiverCounts list={list} />
      {open.length === 0 ? null : ` · ${t('waivers.may-settle', { number: open.length })}`}
    </>
  );
});
