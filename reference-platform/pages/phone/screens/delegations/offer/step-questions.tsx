import type { ReactNode } from 'react';
import type { RepresentedEnterprise } from '../../../../../../src/contracts/phone-holder-api.ts';
import { maskName, maskNumber } from '../../../../../../src/domain/masking.ts';
import { systemClock } from '../../../../../../src/support/clock.ts';
import { usePhone } from '../../../glass/phone-context.ts';
import { usePhoneTexts } from '../../../texts/phone-texts.ts';
import { Choices } from '../choices.tsx';
import { type Hall, licencesOf } from '../hall.ts';
import { LicenceChoice } from '../licence-choice.tsx';
import { ScopeFacts } from '../scope-facts.tsx';
import { itemsFor, type OfferDraft, type OfferStep, offeredDays, scopeOf } from './offer-draft.ts';

interface QuestionProps {
  readonly draft: OfferDraft;
  readonly enterprises: readonly RepresentedEnterprise[];
  readonly hall: Hall;
  readonly onChange: (change: Partial<OfferDraft>) => void;
}

/** What is asked in each step. */
export const stepQuestions: Readonly<Record<OfferStep, (props: QuestionProps) => ReactNode>> = {
  principal: PrincipalQuestion,
  items: ItemsQuestion,
  licences: LicencesQuestion,
  where: WhereQuestion,
  agent: AgentQuestion,
  review: Review,
};

function PrincipalQuestion({ draft, enterprises, onChange }: QuestionProps): ReactNode {
  const { t } = usePhoneTexts();
  const { owner } = usePhone();
  const { principal } = draft;
  const self = 'self';
  return (
    <Choices
      legend={t('offer.principal')}
      options={[
        { value: self, label: t('offer.principal.self', { name: maskName(owner.name) }) },
        ...enterprises.map(({ uscc, name }) => ({ value: uscc, label: name })),
      ]}
      chosen={principal === undefined ? [] : [principal.type === 'person' ? self : principal.uscc]}
      onChange={([chosen = self]) =>
        onChange({
          principal: chosen === self ? { type: 'person' } : { type: 'enterprise', uscc: chosen },
        })
      }
    />
  );
}

function ItemsQuestion({ draft, hall, onChange }: QuestionProps): ReactNode {
  const { t } = usePhoneTexts();
  const { kind, itemCodes } = draft;
  return (
    <>
      <Choices
        legend={t('offer.kind')}
        options={(['single', 'standing'] as const).map((value) => ({
          value,
          label: t(`delegation.kind.${value}`),
        }))}
        chosen={kind === undefined ? [] : [kind]}
        onChange={([chosen]) => chosen && onChange({ kind: chosen })}
      />
      {kind === undefined ? null : (
        <Choices
          key={kind}
          legend={t(`offer.items.${kind}`)}
          areSeveral={kind === 'standing'}
          options={itemsFor(draft, hall).map(({ code, name, department }) => ({
            value: code,
            label: name,
            detail: department,
          }))}
          chosen={itemCodes}
          onChange={(chosen) => onChange({ itemCodes: chosen })}
        />
      )}
    </>
  );
}

function LicencesQuestion({ draft, hall, onChange }: QuestionProps): ReactNode {
  return (
    <LicenceChoice
      licences={licencesOf(hall, draft.itemCodes)}
      chosen={draft.licenceTypes}
      onChange={(licenceTypes) => onChange({ licenceTypes })}
    />
  );
}

function WhereQuestion({ draft, hall, onChange }: QuestionProps): ReactNode {
  const { t } = usePhoneTexts();
  const { kind = 'single', where, windowIds, days } = draft;
  return (
    <>
      <Choices
        legend={t('delegation.windows')}
        options={(['any', 'some'] as const).map((value) => ({
          value,
          label: t(`delegation.windows.${value}`),
        }))}
        chosen={where === undefined ? [] : [where]}
        onChange={([chosen]) => chosen && onChange({ where: chosen })}
      />
      {where === 'some' ? (
        <Choices
          legend={t('offer.windows')}
          areSeveral
          options={hall.windows.map(({ id, name }) => ({ value: id, label: name }))}
          chosen={windowIds}
          onChange={(chosen) => onChange({ windowIds: chosen })}
        />
      ) : null}
      <Choices
        legend={t('offer.days')}
        options={offeredDays[kind].map((each) => ({
          value: `${each}`,
          label: t(`offer.days.${each}`),
        }))}
        chosen={days === undefined ? [] : [`${days}`]}
        onChange={([chosen]) => onChange({ days: Number(chosen) })}
      />
    </>
  );
}

function AgentQuestion({ draft, onChange }: QuestionProps): ReactNode {
  const { t } = usePhoneTexts();
  const { agentBy, name, idNumber } = draft;
  return (
    <>
      <Choices
        legend={t('offer.agent')}
        options={(['scan', 'number'] as const).map((value) => ({
          value,
          label: t(`offer.agent.${value}`),
          detail: t(`offer.agent.${value}.what`),
        }))}
        chosen={agentBy === undefined ? [] : [agentBy]}
        onChange={([chosen]) => chosen && onChange({ agentBy: chosen })}
      />
      {agentBy === 'number' ? (
        <>
          <label className="field">
            {t('offer.agent.name')}
            <input
              maxLength={60}
              autoComplete="off"
              value={name}
              onChange={(event) => onChange({ name: event.currentTarget.value })}
            />
          </label>
          <label className="field">
            {t('offer.agent.id-number')}
            <input
              maxLength={18}
              autoComplete="off"
              spellCheck={false}
              value={idNumber}
              onChange={(event) => onChange({ idNumber: event.currentTarget.value.toUpperCase() })}
            />
          </label>
        </>
      ) : null}
    </>
  );
}

function Review({ draft, enterprises, hall }: QuestionProps): ReactNode {
  const { t } = usePhoneTexts();
  const { owner } = usePhone();
  const { principal, agentBy, name, idNumber } = draft;
  const scope = scopeOf(draft, systemClock.now());
  const enterprise =
    principal?.type === 'enterprise'
      ? enterprises.find(({ uscc }) => uscc === principal.uscc)
      : undefined;
  return (
    <>
      <dl className="facts">
        <dt>{t('delegation.principal')}</dt>
        <dd>{enterprise?.name ?? maskName(owner.name)}</dd>
        <dt>{t('delegation.agent')}</dt>
        <dd>
          {agentBy === 'number'
            ? `${maskName(name)} ${maskNumber(idNumber)}`
            : t('delegation.agent.none')}
        </dd>
        {scope === undefined ? null : <ScopeFacts scope={scope} hall={hall} />}
      </dl>
      <p>{t('offer.follows')}</p>
    </>
  );
}
