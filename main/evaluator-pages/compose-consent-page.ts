import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';
import type { LicenceSummary } from '../../src/domain/licence.ts';
import type { RequiredLicence, ServiceItem } from '../../src/domain/service-item.ts';
import type { PageBasis, Words } from './page-basis.ts';
import { pageHead } from './page-head.ts';

/** What a consent page is composed from. The holder arrives masked: nothing here could be shown in full. */
export interface ConsentQuestion extends PageBasis {
  readonly hall: string;
  readonly windowName: string;
  readonly clerkNumber: string;
  readonly item: ServiceItem;
  /** Code of the chosen variant, one of the item's. */
  readonly variant: string;
  readonly holder: { readonly nameMasked: string; readonly numberMasked: string };
  readonly licences: readonly AskedLicence[];
  readonly secondsToAnswer: number;
  readonly minimumDisplaySeconds: number;
}

/** A licence the person is asked for, and what the item has registered to use of it. */
export interface AskedLicence {
  readonly summary: LicenceSummary;
  readonly required: RequiredLicence;
}

/**
 * Composes the consent page (服务授权页面): who asks, what for, whose licences and how to choose, then for each licence
 * what is used and why and what follows from saying no, then on what basis and what happens to it all afterwards.
 */
export function composeConsentPage(question: ConsentQuestion): ConsentPage {
  const { words, item, hall, windowName, holder, licences } = question;
  const { department } = item;
  return {
    ...pageHead(question),
    kind: 'consent',
    place: words('place', { hall, window: windowName }),
    heading: words('consent.heading'),
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
      {
        label: words('consent.item.label'),
        text: words('consent.item.text', {
          item: item.name,
          variant: variantName(item, question.variant),
        }),
      },
      {
        label: words('consent.holder.label'),
        text: words('consent.holder.text', {
          name: holder.nameMasked,
          number: holder.numberMasked,
        }),
      },
      { label: words('consent.choosing.label'), text: words('consent.choosing.text') },
    ],
    licences: licences.map((licence) => licenceCard(licence, words)),
    closing: [
      words('consent.closing.basis'),
      words('consent.closing.retention'),
      words('consent.closing.recipients', { department }),
      words('consent.closing.withdrawal'),
      words('consent.closing.otherWay'),
    ],
    agreeOne: words('consent.agreeOne'),
    declineOne: words('consent.declineOne'),
    decline: words('consent.decline'),
    agree: words('consent.agree', { total: licences.length }),
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

function licenceCard(
  { summary, required }: AskedLicence,
  words: Words,
): ConsentPage['licences'][number] {
  return {
    title: summary.name,
    facts: [
      { label: words('consent.licence.issuer'), text: summary.issuer },
      {
        label: words('consent.licence.fields'),
        text: required.fields.map(({ name }) => name).join(words('separator')),
      },
      { label: words('consent.licence.purpose'), text: required.purpose },
      {
        label: words('consent.licence.refusal.label'),
        text: words('consent.licence.refusal.text', { licence: summary.name }),
      },
    ],
  };
}

function variantName(item: ServiceItem, code: string): string {
  const variant = item.variants.find((candidate) => candidate.code === code);
  if (variant === undefined) throw new Error(`Item ${item.code} has no variant ${code}`);
  return variant.name;
}
