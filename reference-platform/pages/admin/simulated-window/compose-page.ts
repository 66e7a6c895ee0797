import type { AskConsentRequest } from '../../../../src/contracts/consent-api.ts';
import type { SimulatedWindow } from '../../../../src/contracts/simulated-window-api.ts';
import type { CitizenLanguage } from '../../../../src/domain/consent.ts';
import { maskName, maskNumber } from '../../../../src/domain/masking.ts';
import { languageNames, type TextOf } from '../../shared/page-texts.tsx';

type Item = SimulatedWindow['items'][number];
/** A licence that the item needs and the person has. */
export interface NeededLicence {
  readonly licenceCode: string;
  readonly need: Item['licences'][number];
}

interface Question {
  readonly place: SimulatedWindow;
  readonly item: Item;
  readonly person: { readonly name: string; readonly idNumber: string };
  readonly licences: readonly NeededLicence[];
  readonly language: CitizenLanguage;
  readonly t: TextOf;
}

const secondsToAnswer = 180;

/** The request by which a window asks a person for all they have that an item needs. */
export function consentRequest(question: Question): AskConsentRequest {
  const { item, person } = question;
  // A page shows sensitive licences after all others.
  const licences = [...question.licences].sort(
    (one, other) => Number(one.need.isSensitive) - Number(other.need.isSensitive),
  );
  return {
    consentId: crypto.randomUUID(),
    caseId: crypto.randomUUID(),
    itemCode: item.code,
    variant: item.variant,
    holder: { type: 'person', number: person.idNumber },
    asked: { as: 'same', idNumber: person.idNumber },
    licences: licences.map(({ licenceCode, need }) => ({
      licenceCode,
      typeCode: need.typeCode,
      fields: need.fields.map(({ key }) => key),
    })),
    page: consentPage({ ...question, licences }),
  };
}

/** The page as a workstation would compose it, contents in the order of the evaluator's. */
function consentPage({
  place,
  item,
  person,
  licences,
  language,
  t,
}: Question): AskConsentRequest['page'] {
  const ordinary = licences.filter(({ need }) => !need.isSensitive).length;
  return {
    pageId: crypto.randomUUID(),
    language,
    largeType: false,
    switches: {
      type: t('consent.large-type'),
      readAloud: t('consent.read-aloud'),
      stopReading: t('consent.stop-reading'),
      languages: [{ code: language, name: languageNames[language] }],
    },
    kind: 'consent',
    place: `${place.hall} ${place.window}`,
    heading: t('consent.heading'),
    firstLine: t('consent.first-line'),
    facts: [
      {
        label: t('consent.asker'),
        text: t('consent.asker.text', { department: item.department, clerk: place.clerkNumber }),
      },
      { label: t('consent.item'), text: item.name },
      {
        label: t('consent.holder'),
        text: `${maskName(person.name)} ${maskNumber(person.idNumber)}`,
      },
    ],
    licences: licences.map(({ need }) => ({
      title: need.name,
      facts: [
        { label: t('consent.fields'), text: need.fields.map(({ name }) => name).join('、') },
        { label: t('consent.purpose'), text: need.purpose },
        { label: t('consent.otherwise'), text: t('consent.otherwise.text', { name: need.name }) },
      ],
      ...(need.isSensitive ? { isSensitive: true as const } : {}),
    })),
    ...(ordinary < licences.length
      ? { sensitive: { heading: t('consent.sensitive'), text: t('consent.sensitive.text') } }
      : {}),
    closing: [t('consent.retention', { department: item.department }), t('consent.withdrawal')],
    agreeOne: t('consent.agree-one'),
    declineOne: t('consent.decline-one'),
    decline: t('consent.decline'),
    agree: ordinary === 0 ? t('consent.choose-first') : t('consent.agree', { total: ordinary }),
    // Counted on the screen that shows the page.
    submitChoices: t('consent.submit-choices', { agreed: '{{agreed}}', declined: '{{declined}}' }),
    undecided: t('consent.undecided', { undecided: '{{undecided}}' }),
    moreBelow: t('consent.more-below'),
    remaining: t('consent.remaining', { seconds: '{{seconds}}' }),
    readFirst: t('consent.read-first', { seconds: '{{seconds}}' }),
    touchOnly: t('consent.touch-only'),
    secondsToAnswer,
    minimumDisplaySeconds: 3 + licences.length,
  };
}
