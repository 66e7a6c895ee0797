import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';
import type { PresentPerson } from '../../src/domain/applicant.ts';
import { type AskableLicence, isListed } from '../../src/domain/licence.ts';
import type { ShownParty } from '../../src/domain/masking.ts';
import type { RequiredLicence, ServiceItem } from '../../src/domain/service-item.ts';
import type { PageBasis, Words } from './page-basis.ts';
import { pageHead } from './page-head.ts';

/** What a consent page is composed from. The holder arrives masked: nothing here could be shown in full. */
export interface ConsentQuestion extends PageBasis {
  readonly hall: string;
  readonly windowName: string;
  readonly clerkNumber: string;
  /** What it is for: one matter, or several of one visit. */
  readonly matters: readonly Matter[];
  readonly holder: ShownParty & { readonly isLegalPerson: boolean };
  /** Whether whoever answers is not the holder. */
  readonly isDecidedForHolder: boolean;
  /** Who acts for the holder, if anybody does: whoever is at the counter, or represents a legal person. */
  readonly actor?: ShownParty & { readonly as: PresentPerson['as'] | 'representative' };
  /** Those that are sensitive come last. */
  readonly licences: readonly AskedLicence[];
  /** What the department may use without asking (依职能). */
  readonly byDuty: readonly AskedLicence[];
  readonly secondsToAnswer: number;
  readonly minimumDisplaySeconds: number;
}

/** One thing that is to be done for the person. */
export interface Matter {
  readonly item: ServiceItem;
  /** Code of the chosen variant, one of the item's. */
  readonly variant: string;
}

/** A licence the person is asked for, or told of, and what the item has registered to use of it. */
export interface AskedLicence {
  readonly summary: AskableLicence;
  readonly required: RequiredLicence;
  /** Which matter it is for, where the page is for several: each has a purpose of its own. */
  readonly matter?: Matter;
}

/**
 * Composes the consent page (服务授权页面): who asks, what for, whose licences and how to choose, then for each licence
 * what is used and why and what follows from saying no, those that are sensitive apart; then what is used without asking,
 * on what basis, and what happens to it all afterwards.
 */
export function composeConsentPage(question: ConsentQuestion): ConsentPage {
  const { words, matters, hall, windowName, holder, actor, licences, byDuty } = question;
  const department = departmentsOf(matters, words);
  const ordinary = licences.filter(({ required }) => !required.isSensitive).length;
  const hasSensitive = ordinary < licences.length;
  return {
    ...pageHead(question),
    kind: 'consent',
    place: words('place', { hall, window: windowName }),
    heading: words(question.isDecidedForHolder ? 'consent.headingForHolder' : 'consent.heading'),
    firstLine: words('consent.firstLine'),
    facts: [
      {
        label: words('consent.asker.label'),
        text: words('consent.asker.text', {
          department,
          window: windowName,
          clerk: question.clerkNumber,
        }),
      },
      ...matters.map((matter, index) => ({
        label:
          matters.length === 1
            ? words('consent.item.label')
            : words('consent.item.numbered', { number: index + 1 }),
        text: matterName(matter, words),
      })),
      {
        label: words('consent.holder.label'),
        text: words(`consent.holder.${holder.isLegalPerson ? 'legalPerson' : 'text'}`, {
          name: holder.nameMasked,
          number: holder.numberMasked,
        }),
      },
      ...(actor === undefined
        ? []
        : [
            {
              label: words('consent.actor.label'),
              text: words(`consent.actor.${actor.as}`, {
                name: actor.nameMasked,
                number: actor.numberMasked,
              }),
            },
          ]),
      {
        label: words('consent.choosing.label'),
        text: words(choosingText(ordinary, licences.length)),
      },
      ...(licences.every(({ summary }) => isListed(summary))
        ? []
        : [{ label: words('consent.offline.label'), text: words('consent.offline.text') }]),
    ],
    licences: licences.map((licence) =>
      licence.required.isSensitive
        ? sensitiveCard(licence, licence.matter?.item.department ?? department, words)
        : {
            title: licence.summary.name,
            facts: [...usage(licence, words), refusal(licence, words)],
          },
    ),
    ...(hasSensitive
      ? {
          sensitive: {
            heading: words('consent.sensitive.heading'),
            text: words('consent.sensitive.text'),
          },
        }
      : {}),
    ...(byDuty.length === 0
      ? {}
      : {
          byDuty: {
            heading: words('consent.byDuty.heading'),
            text: words('consent.byDuty.text', { department }),
            licences: byDuty.map((licence) => ({
              title: licence.summary.name,
              facts: usage(licence, words),
            })),
          },
        }),
    closing: [
      words(byDuty.length === 0 ? 'consent.closing.basis' : 'consent.closing.basisBesideDuty'),
      words('consent.closing.retention'),
      words('consent.closing.recipients', { department }),
      words('consent.closing.withdrawal'),
      words('consent.closing.otherWay'),
    ],
    agreeOne: words('consent.agreeOne'),
    declineOne: words('consent.declineOne'),
    decline: words('consent.decline'),
    agree:
      ordinary === 0 ? words('consent.chooseFirst') : words('consent.agree', { total: ordinary }),
    // Counts and seconds run on the screen: their placeholders stay for the evaluator to fill.
    submitChoices: words('consent.submitChoices', {
      agreed: '{{agreed}}',
      declined: '{{declined}}',
    }),
    undecided: words('consent.undecided', { undecided: '{{undecided}}' }),
    moreBelow: words('consent.moreBelow'),
    remaining: words('remaining', { seconds: '{{seconds}}' }),
    readFirst: words('consent.readFirst', { seconds: '{{seconds}}' }),
    touchOnly: words('touchOnly'),
    secondsToAnswer: question.secondsToAnswer,
    minimumDisplaySeconds: question.minimumDisplaySeconds,
  };
}

type LicenceOnPage = ConsentPage['licences'][number];
type Fact = LicenceOnPage['facts'][number];

/** How to choose on a page of so many licences, of which so many are not sensitive. */
function choosingText(ordinary: number, total: number): string {
  if (ordinary === total) return 'consent.choosing.text';
  return ordinary === 0 ? 'consent.choosing.onlySensitive' : 'consent.choosing.besideSensitive';
}

/** Says of sensitive information what the law wants said: why it is necessary, and what it means for the person. */
function sensitiveCard(licence: AskedLicence, department: string, words: Words): LicenceOnPage {
  return {
    title: licence.summary.name,
    facts: [
      ...usage(licence, words, 'consent.licence.necessity'),
      {
        label: words('consent.licence.effect.label'),
        text: words('consent.licence.effect.text', { department }),
      },
      refusal(licence, words),
    ],
    isSensitive: true,
  };
}

/** What is used of a licence, and why. */
function usage(
  { summary, required, matter }: AskedLicence,
  words: Words,
  purposeLabel = 'consent.licence.purpose',
): Fact[] {
  return [
    ...(matter === undefined
      ? []
      : [{ label: words('consent.item.label'), text: matterName(matter, words) }]),
    isListed(summary)
      ? {
          label: words('consent.licence.issuer.label'),
          text: words('consent.licence.issuer.text', {
            issuer: summary.issuer,
            tail: endOfNumber(summary.licenceCode),
          }),
        }
      : { label: words('consent.licence.which.label'), text: words('consent.licence.which.text') },
    {
      label: words('consent.licence.fields'),
      text: required.fields.map(({ name }) => name).join(words('separator')),
    },
    { label: words(purposeLabel), text: required.purpose },
  ];
}

/** The last characters of a licence's identifier: enough to tell two of one type apart, no more. */
function endOfNumber(licenceCode: string): string {
  return licenceCode.replaceAll('.', '').slice(-4);
}

function refusal({ summary }: AskedLicence, words: Words): Fact {
  return {
    label: words('consent.licence.refusal.label'),
    text: words('consent.licence.refusal.text', { licence: summary.name }),
  };
}

function matterName({ item, variant }: Matter, words: Words): string {
  const chosen = item.variants.find(({ code }) => code === variant);
  if (chosen === undefined) throw new Error(`Item ${item.code} has no variant ${variant}`);
  return words('consent.item.text', { item: item.name, variant: chosen.name });
}

function departmentsOf(matters: readonly Matter[], words: Words): string {
  return [...new Set(matters.map(({ item }) => item.department))].join(words('separator'));
}
