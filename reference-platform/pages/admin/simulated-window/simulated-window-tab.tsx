import { Button, Descriptions, Form, Select } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import {
  adminPaths,
  licencesAnswerSchema,
  peopleAnswerSchema,
} from '../../../../src/contracts/admin-api.ts';
import { type ConsentAnswer, consentAnswerSchema } from '../../../../src/contracts/consent-api.ts';
import {
  type Opening,
  openingAnswerSchema,
  simulatedWindowPaths,
  simulatedWindowSchema,
} from '../../../../src/contracts/simulated-window-api.ts';
import { askPlatform, type Refusal } from '../../shared/ask-platform.ts';
import { usePageTexts } from '../../shared/page-texts.tsx';
import { useAsked } from '../../shared/use-asked.ts';
import { RefusalAlert } from '../refusal-alert.tsx';
import { StateTag, type StateTone } from '../state-tag.tsx';
import { consentRequest, type NeededLicence } from './compose-page.ts';

const askWindow = () => askPlatform(simulatedWindowPaths.window, { answer: simulatedWindowSchema });
const askPeople = () => askPlatform(adminPaths.people, { answer: peopleAnswerSchema });

const tones = {
  pending: 'doubtful',
  given: 'good',
  declined: 'plain',
  expired: 'plain',
  cancelled: 'plain',
  withdrawn: 'bad',
} as const satisfies Readonly<Record<ConsentAnswer['state'], StateTone>>;

/** So often a consent that is not answered yet is looked at again, in milliseconds. */
const lookAgainMs = 1500;

/** A window without a workstation: asks somebody for a consent, and opens what they have agreed to. */
export function SimulatedWindowTab(): ReactNode {
  const { t, language } = usePageTexts();
  const place = useAsked(askWindow);
  const people = useAsked(askPeople);
  const [idNumber, choosePerson] = useState<string>();
  const [itemCode, chooseItem] = useState<string>();
  const [consent, setConsent] = useState<ConsentAnswer>();
  const [opening, setOpening] = useState<Opening>();
  const [refusal, setRefusal] = useState<Refusal>();
  const person = people.answer?.people.find((each) => each.idNumber === idNumber);
  const item = place.answer?.items.find(({ code }) => code === itemCode);

  const isPending = consent?.state === 'pending';
  const consentId = consent?.consentId;
  useEffect(() => {
    if (!isPending || consentId === undefined) return;
    const path = simulatedWindowPaths.consent(consentId);
    const timer = setInterval(async () => {
      const found = await askPlatform(path, { answer: consentAnswerSchema });
      setRefusal(found.ok ? undefined : found.problem);
      if (found.ok) setConsent(found.value);
    }, lookAgainMs);
    return () => clearInterval(timer);
  }, [isPending, consentId]);

  async function ask(): Promise<void> {
    if (person === undefined || item === undefined || place.answer === undefined) return;
    setOpening(undefined);
    setConsent(undefined);
    const held = await askPlatform(adminPaths.licences, {
      method: 'POST',
      body: { holder: person.idNumber },
      answer: licencesAnswerSchema,
    });
    if (!held.ok) return setRefusal(held.problem);
    const licences = held.value.licences.flatMap(({ licenceCode, typeCode }): NeededLicence[] => {
      const need = item.licences.find((licence) => licence.typeCode === typeCode);
      return need === undefined ? [] : [{ licenceCode, need }];
    });
    if (licences.length === 0) return setRefusal('nothing-held');
    const request = consentRequest({ place: place.answer, item, person, licences, language, t });
    const asked = await askPlatform(simulatedWindowPaths.consents, {
      method: 'POST',
      body: request,
      answer: consentAnswerSchema,
    });
    setRefusal(asked.ok ? undefined : asked.problem);
    if (asked.ok) setConsent(asked.value);
  }

  async function open(id: string): Promise<void> {
    const opened = await askPlatform(simulatedWindowPaths.opening(id), {
      method: 'POST',
      answer: openingAnswerSchema,
    });
    setRefusal(opened.ok ? undefined : opened.problem);
    if (opened.ok) setOpening(opened.value);
  }

  return (
    <>
      <p>{t('window.explained')}</p>
      <RefusalAlert refusal={refusal ?? place.refusal ?? people.refusal} />
      <Form layout="vertical" className="switch-form" onFinish={() => void ask()}>
        <Form.Item label={t('window.person')} htmlFor="window-person">
          <Select
            id="window-person"
            showSearch={{ optionFilterProp: 'label' }}
            value={idNumber ?? null}
            onChange={choosePerson}
            options={(people.answer?.people ?? []).map((each) => ({
              value: each.idNumber,
              label: `${each.name} ${each.idNumber}${each.special === undefined ? '' : ` · ${each.special}`}`,
            }))}
          />
        </Form.Item>
        <Form.Item label={t('window.item')} htmlFor="window-item">
          <Select
            id="window-item"
            value={itemCode ?? null}
            onChange={chooseItem}
            options={(place.answer?.items ?? []).map(({ code, name }) => ({
              value: code,
              label: name,
            }))}
          />
        </Form.Item>
        <Button
          type="primary"
          htmlType="submit"
          disabled={person === undefined || item === undefined}
        >
          {t('window.ask')}
        </Button>
      </Form>
      {consent !== undefined && (
        <section aria-live="polite">
          <div className="admin-heading">
            <h2>
              {t('window.state')}{' '}
              <StateTag tone={tones[consent.state]}>{t(`window.state.${consent.state}`)}</StateTag>
            </h2>
            <Button
              disabled={consent.answeredAt === undefined}
              onClick={() => void open(consent.consentId)}
            >
              {t('window.open')}
            </Button>
          </div>
          {opening?.licences.map(({ licenceCode, name, problem, fields }) => (
            <Descriptions
              key={licenceCode}
              bordered
              size="small"
              column={1}
              title={`${name} ${licenceCode}`}
              items={
                problem === undefined
                  ? Object.entries(fields).map(([key, value]) => ({
                      key,
                      label: fieldName(item?.licences, key),
                      children: value,
                    }))
                  : [{ key: 'problem', label: t('window.refused'), children: problem }]
              }
            />
          ))}
        </section>
      )}
    </>
  );
}

function fieldName(licences: readonly NeededLicence['need'][] | undefined, key: string): string {
  return licences?.flatMap(({ fields }) => fields).find((field) => field.key === key)?.name ?? key;
}
