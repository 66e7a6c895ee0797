import type { ShownParty } from '../../src/domain/masking.ts';
import type { PageBasis, PageOfKind } from './page-basis.ts';
import { pageHead } from './page-head.ts';

/** One licence as its holder checks it: what it is, and what it says in each field that is used. */
export interface CheckedLicence {
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

interface OwnValues {
  readonly hall: string;
  readonly windowName: string;
  readonly itemName: string;
  readonly holder: ShownParty;
  readonly licences: readonly CheckedLicence[];
  readonly secondsToAnswer: number;
}

/** 核对本人数据: shows a person what their licences say, before the clerk sees it. */
export function ownValuesPage(basis: PageBasis, values: OwnValues): PageOfKind<'own-values'> {
  const { words } = basis;
  const { hall, windowName, itemName, holder, licences, secondsToAnswer } = values;
  return {
    ...pageHead(basis),
    kind: 'own-values',
    place: words('place', { hall, window: windowName }),
    heading: words('ownValues.heading'),
    firstLine: words('ownValues.firstLine'),
    facts: [
      { label: words('ownValues.item'), text: itemName },
      {
        label: words('ownValues.holder'),
        text: words('ownValues.party', { name: holder.nameMasked, number: holder.numberMasked }),
      },
    ],
    licences: licences.map(({ name, fields }) => ({
      title: name,
      facts: fields.map((field) => ({
        label: field.name,
        // An empty value is one that may be wrong too.
        text: field.value === '' ? words('ownValues.empty') : field.value,
      })),
    })),
    objectOne: words('ownValues.objectOne'),
    consequence: words('ownValues.consequence'),
    confirm: words('ownValues.confirm'),
    object: words('ownValues.object', { number: '{{number}}' }),
    moreBelow: words('consent.moreBelow'),
    remaining: words('remaining', { seconds: '{{seconds}}' }),
    touchOnly: words('touchOnly'),
    secondsToAnswer,
  };
}
