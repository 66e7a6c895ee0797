import type { IdentifiedPerson, PresentPerson } from './applicant.ts';
import type { Case } from './case.ts';
import type { ConsentRecord, ConsentRequest } from './consent.ts';
import type { Identified } from './identification.ts';
import type { AskableLicence } from './licence.ts';
import { type LicenceHolder, type OtherAdults, registeredHolders } from './service-item.ts';
import { licencesToAskFor } from './waiver-list.ts';

/**
 * Who adds licences of their own to an applicant's: whoever represents a legal person, acts as an agent or looks after a
 * minor, or a further adult.
 */
export const addedAs = [
  'representative',
  'agent',
  'guardian',
  'each-adult',
] as const satisfies readonly LicenceHolder[];

/** Somebody whose own licences a case takes beside the applicant's. They consent to these themselves. */
export interface CaseHolder extends IdentifiedPerson {
  readonly heldBy: (typeof addedAs)[number];
  /** Licence types of theirs that come on paper, because they have not allowed their use. */
  readonly handedInOtherwise?: readonly string[];
}

/** One part in which somebody's licences are looked for; whoever applies for a family is one of its adults too. */
export interface HolderPart {
  readonly person: Pick<CaseHolder, 'name' | 'number' | 'proof' | 'card' | 'takenCode'>;
  readonly heldBy: LicenceHolder;
  /** Which of several holders of that kind, from 0. */
  readonly ofPerson: number;
  readonly handedInOtherwise: readonly string[];
}

/** How far asking somebody for their own licences has come. */
export const holderStandings = [
  'nothing-to-ask',
  'to-be-asked',
  'asking',
  'agreed',
  'declined',
] as const;
/** One of them. */
export type HolderStanding = (typeof holderStandings)[number];

type Parted = Pick<Case, 'item' | 'applicant' | 'holders' | 'handedInOtherwise'>;

/** As much of a case as says whom it asks for what, and how they have decided. */
interface Asked extends Parted, Pick<Case, 'waiverList' | 'consents'> {
  readonly asking?: ConsentRequest | undefined;
}

/** All parts of a case, the applicant's first, the others' in the order in which they were identified. */
export function holderParts({
  item,
  applicant,
  holders = [],
  handedInOtherwise,
}: Parted): readonly HolderPart[] {
  if (item === undefined || applicant === undefined) return [];
  const own = { person: applicant, ofPerson: 0, handedInOtherwise };
  const others = addedAs.flatMap((heldBy) => {
    const isOneOfThem = heldBy === 'each-adult';
    const added = holders.filter((holder) => holder.heldBy === heldBy);
    return [
      ...(isOneOfThem ? [{ ...own, heldBy }] : []),
      ...added.map((person, index) => ({
        person,
        heldBy,
        ofPerson: index + (isOneOfThem ? 1 : 0),
        handedInOtherwise: person.handedInOtherwise ?? [],
      })),
    ];
  });
  const registered = registeredHolders(item);
  return [
    { ...own, heldBy: 'applicant' },
    ...others.filter(({ heldBy }) => registered.has(heldBy)),
  ];
}

/**
 * Who adds licences of their own as whoever they have been identified as. Representative and agent do where the item has
 * registered a need for their licences; the guardian is one of the people of every minor's case.
 * @returns undefined where nobody does
 */
export function holdersIdentified(
  item: Case['item'],
  { applicant, present }: Partial<Identified>,
): readonly CaseHolder[] | undefined {
  const registered = item === undefined ? undefined : registeredHolders(item);
  const found = [
    ...(applicant?.representative === undefined
      ? []
      : [holderAs('representative', applicant.representative)]),
    ...(present === undefined ? [] : [holderAs(licenceHolderOf[present.as], present)]),
  ].filter(({ heldBy }) => heldBy === 'guardian' || registered?.has(heldBy) === true);
  return found.length === 0 ? undefined : found;
}

/**
 * The others of a case whose applicant, and whoever stands there for them, have proved anew who they are: who of them is one
 * of the others too is known by the new proof.
 */
export function holdersAgain(
  { item, holders }: Pick<Case, 'item' | 'holders'>,
  identified: Identified,
): readonly CaseHolder[] | undefined {
  const again = holdersIdentified(item, identified) ?? [];
  return holders?.map((holder) => {
    const { heldBy, number, handedInOtherwise } = holder;
    const proved = again.find((one) => one.heldBy === heldBy && one.number === number);
    if (proved === undefined) return holder;
    return { ...proved, ...(handedInOtherwise === undefined ? {} : { handedInOtherwise }) };
  });
}

/** As whom whoever is at the counter holds licences: who brings the representative's card (经办人), as an agent does. */
export const licenceHolderOf = {
  agent: 'agent',
  runner: 'agent',
  guardian: 'guardian',
} as const satisfies Readonly<Record<PresentPerson['as'], LicenceHolder>>;

/**
 * Whether somebody who adds licences of their own is not at the counter, so that only their own phone can answer: who was
 * named only, or a representative in whose place somebody else has come.
 */
export function isAway(
  { heldBy, proof }: Pick<CaseHolder, 'heldBy' | 'proof'>,
  { present }: Pick<Case, 'present'>,
): boolean {
  return heldBy === 'representative' ? present !== undefined : proof.by === 'register';
}

function holderAs(
  heldBy: CaseHolder['heldBy'],
  { name, number, proof, card, takenCode }: IdentifiedPerson,
): CaseHolder {
  return {
    heldBy,
    name,
    number,
    proof,
    ...(card === undefined ? {} : { card }),
    ...(takenCode === undefined ? {} : { takenCode }),
  };
}

/** How many further adults an item's variant wants beside the applicant; undefined: none. */
export function otherAdultsOf({
  item,
  variant,
}: Pick<Case, 'item' | 'variant'>): OtherAdults | undefined {
  return item?.variants.find(({ code }) => code === variant)?.otherAdults;
}

/** How many further adults are still to be identified before anything can be asked of each adult. */
export function missingAdults(subject: Pick<Case, 'item' | 'variant' | 'holders'>): number {
  const added = adultsIn(subject).length;
  return Math.max(0, (otherAdultsOf(subject)?.least ?? 0) - added);
}

/** Whether the variant has room for one more adult. */
export function takesAnotherAdult(subject: Pick<Case, 'item' | 'variant' | 'holders'>): boolean {
  return adultsIn(subject).length < (otherAdultsOf(subject)?.most ?? 0);
}

function adultsIn({ holders = [] }: Pick<Case, 'holders'>): readonly CaseHolder[] {
  return holders.filter(({ heldBy }) => heldBy === 'each-adult');
}

/** The further adult of a case with a number; undefined where none has it. */
export function furtherAdult(
  subject: Pick<Case, 'holders'>,
  number: string | undefined,
): CaseHolder | undefined {
  return adultsIn(subject).find((adult) => adult.number === number);
}

/** The part in which a licence was looked for; undefined: of nobody who is in the case. */
export function partOf(
  subject: Parted,
  { heldBy = 'applicant', ofPerson = 0 }: Pick<AskableLicence, 'heldBy' | 'ofPerson'>,
): HolderPart | undefined {
  return holderParts(subject).find((part) => part.heldBy === heldBy && part.ofPerson === ofPerson);
}

/** The licences of one person that a page asks for, in the order of the list. */
export function licencesToAskOf(
  subject: Parted & Pick<Case, 'waiverList'>,
  number: string,
): readonly AskableLicence[] {
  if (subject.waiverList === undefined) return [];
  return licencesToAskFor(subject.waiverList).filter(
    (licence) => partOf(subject, licence)?.person.number === number,
  );
}

/** Everybody whose licences a case takes, each once: the applicant, then the others. */
export function peopleOf({
  applicant,
  holders = [],
}: Pick<Case, 'applicant' | 'holders'>): readonly HolderPart['person'][] {
  return applicant === undefined ? [] : [applicant, ...holders];
}

/**
 * Everybody whom a case knows by a proof or a name, each once, whether it takes licences of theirs or not: the applicant,
 * who represents it, who stands at the counter for them, and the others whose licences it takes.
 */
export function everybodyIn({
  applicant,
  present,
  holders = [],
}: Pick<Case, 'applicant' | 'present' | 'holders'>): readonly IdentifiedPerson[] {
  const everybody = [applicant, applicant?.representative, present, ...holders].filter(
    (person) => person !== undefined,
  );
  return everybody.filter(
    ({ number }, index) => everybody.findIndex((one) => one.number === number) === index,
  );
}

/** How somebody was last asked; undefined: never. */
export function lastRecordOf(
  { consents, applicant }: Pick<Case, 'consents' | 'applicant'>,
  number: string,
): ConsentRecord | undefined {
  return consents.filter(({ holder = applicant?.number }) => holder === number).at(-1);
}

/** Somebody's consent that may be taken back (撤回授权), with whose licences it is about. */
export interface GivenConsent {
  readonly person: HolderPart['person'];
  readonly record: ConsentRecord;
}

/** The consents of a case that hold, in the order of its people. */
export function consentsGiven(
  subject: Pick<Case, 'applicant' | 'holders' | 'consents'>,
): readonly GivenConsent[] {
  return peopleOf(subject).flatMap((person) => {
    const record = lastRecordOf(subject, person.number);
    return record?.outcome === 'agreed' && record.withdrawal === undefined
      ? [{ person, record }]
      : [];
  });
}

/** How far asking somebody has come. */
export function standingOf(subject: Asked, number: string): HolderStanding {
  const { asking, applicant } = subject;
  if (asking !== undefined && (asking.holder ?? applicant?.number) === number) return 'asking';
  if (licencesToAskOf(subject, number).length === 0) return 'nothing-to-ask';
  const outcome = lastRecordOf(subject, number)?.outcome;
  return outcome === 'agreed' || outcome === 'declined' ? outcome : 'to-be-asked';
}

/**
 * Whose turn it is to be asked: the first who has not decided, else the first who has declined, else the first of all, who
 * then is asked anew.
 * @returns undefined where nobody has anything to be asked for
 */
export function nextToAsk(subject: Asked): HolderPart['person'] | undefined {
  const standing = ({ number }: HolderPart['person']) => standingOf(subject, number);
  const concerned = peopleOf(subject).filter((person) => standing(person) !== 'nothing-to-ask');
  return (
    concerned.find((person) => standing(person) === 'to-be-asked') ??
    concerned.find((person) => standing(person) === 'declined') ??
    concerned[0]
  );
}

/** Whether everybody has decided and somebody has agreed: the case goes on, with the paper of whoever has declined. */
export function isDecidedByAll(subject: Asked): boolean {
  const standings = peopleOf(subject).map(({ number }) => standingOf(subject, number));
  return (
    standings.includes('agreed') &&
    !standings.some((standing) => standing === 'to-be-asked' || standing === 'asking')
  );
}

/**
 * Whether a case that comes from another window's form has nothing that anybody here would have to be asked: each licence
 * was decided on there, or comes on paper. Rules that want another one by now leave it to be asked for.
 */
export function isDecidedAlready(subject: Asked & Pick<Case, 'carried'>): boolean {
  return (
    subject.carried?.stage === 'filling-form' &&
    subject.waiverList?.ineligible === undefined &&
    undecidedLicences(subject).length === 0
  );
}

/** The licences that a page would ask for whose use nobody has decided: neither on a page, nor by handing paper in. */
export function undecidedLicences(subject: Asked): readonly AskableLicence[] {
  return peopleOf(subject).flatMap(({ number }) => {
    const { licenceTypes = [], outcome } = lastRecordOf(subject, number) ?? {};
    const decided = outcome === 'agreed' || outcome === 'declined' ? licenceTypes : [];
    const { handedInOtherwise = [] } =
      subject.holders?.find((holder) => holder.number === number) ?? subject;
    return licencesToAskOf(subject, number).filter(
      ({ typeCode }) => !decided.includes(typeCode) && !handedInOtherwise.includes(typeCode),
    );
  });
}
