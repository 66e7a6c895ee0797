import type { Receipt } from '../../src/contracts/receipt.ts';
import type { Case } from '../../src/domain/case.ts';
import { partOf, peopleOf } from '../../src/domain/case-holders.ts';
import type { ConsentRecord } from '../../src/domain/consent.ts';
import { shownParty } from '../../src/domain/masking.ts';
import { registeredNeed } from '../../src/domain/service-item.ts';
import { type ReceiptProof, receiptText } from '../../src/evidence/receipt-text.ts';
import type { Words } from '../evaluator-pages/page-basis.ts';
import { qrRows } from '../evaluator-pages/qr-rows.ts';
import { momentText, type ReceiptPlace } from './compose-receipt.ts';

/** The page that a receipt is about, in every case that it has asked for. */
export interface AnsweredConsent {
  readonly subject: Case;
  readonly record: ConsentRecord;
  /** Other cases of the visit that the same page has asked for. */
  readonly others: readonly Case[];
  /** Absent where the answer was not given here, or has no record. */
  readonly proof?: ReceiptProof;
}

/** What a page has asked for in one case. */
interface AskedPart extends Pick<ConsentRecord, 'licenceTypes' | 'agreedTypes'> {
  readonly subject: Case;
}

/**
 * Composes the receipt of what was decided on a consent page (授权回执), in the language and the size in which it was read:
 * what was agreed to and what was not, for what, by whom and for whom, when and where, how to take it back, and what proves
 * it.
 * @returns undefined where the page was not answered
 */
export function composeConsentReceipt(
  { subject, record, others, proof }: AnsweredConsent,
  place: ReceiptPlace,
  words: Words,
): Receipt | undefined {
  const { applicant, present } = subject;
  const number = record.holder ?? applicant?.number;
  const holder = peopleOf(subject).find((person) => person.number === number);
  if (record.answeredOn === undefined || holder === undefined) return undefined;
  const { withdrawal } = record;
  const parts: readonly AskedPart[] = [
    { subject, ...record },
    ...(record.along ?? []).flatMap(({ caseId, itemCode, ...asked }) => {
      const other = others.find(({ id, item }) => id === caseId && item?.code === itemCode);
      return other === undefined ? [] : [{ subject: other, ...asked }];
    }),
  ];
  const party = (person: { readonly name: string; readonly number: string }) => {
    const { nameMasked, numberMasked } = shownParty(person);
    return words('consentReceipt.party', { name: nameMasked, number: numberMasked });
  };
  const actor =
    holder.number === applicant?.number ? (present ?? applicant.representative) : undefined;
  const fact = (key: string, text: string) => ({ label: words(`consentReceipt.${key}`), text });
  return {
    language: record.style.language,
    ...(record.style.largeType ? { largeType: true } : {}),
    hall: place.hall,
    title: words('consentReceipt.title'),
    standing: words(`consentReceipt.standing.${standingOf(record)}`),
    facts: [
      ...parts.flatMap((part) =>
        part.subject.item === undefined ? [] : [fact('item', part.subject.item.name)],
      ),
      fact('holder', party(holder)),
      ...(actor === undefined ? [] : [fact('actor', party(actor))]),
      fact(
        'asker',
        words('receipt.windowText', { window: place.windowName, clerk: place.clerkNumber }),
      ),
      fact('answered', words(`consentReceipt.on.${record.answeredOn}`)),
      ...(withdrawal === undefined
        ? [fact('answeredAt', momentText(record.endedAt, words))]
        : [
            fact('withdrawnAt', momentText(withdrawal.at, words)),
            fact('withdrawnOn', words(`consentReceipt.on.${withdrawal.place}`)),
          ]),
    ],
    materials: {
      heading: words('consentReceipt.licences'),
      lines: parts.flatMap((part) =>
        licencesOf(part, holder.number, withdrawal !== undefined, words),
      ),
    },
    proof: proofPart(proof, words),
    closing: [
      words('consentReceipt.closing.withdrawal'),
      words('consentReceipt.closing.complaints'),
      words('consentReceipt.closing.keep'),
    ],
    ...(proof === undefined
      ? {}
      : { code: { label: words('consentReceipt.code'), rows: qrRows(receiptText(proof)) } }),
  };
}

function standingOf({ withdrawal, outcome }: ConsentRecord) {
  if (withdrawal === undefined) return 'answered';
  return outcome === 'agreed' ? 'noFurtherUse' : 'withdrawn';
}

/** What was decided of each licence of one case, and what it is for. */
function licencesOf(
  { subject, licenceTypes, agreedTypes = [] }: AskedPart,
  holder: string,
  isWithdrawn: boolean,
  words: Words,
): Receipt['materials']['lines'] {
  const { item, licences } = subject;
  return licenceTypes.flatMap((typeCode) => {
    const summary = licences.find(
      (one) => one.typeCode === typeCode && partOf(subject, one)?.person.number === holder,
    );
    const required = item && summary && registeredNeed(item, summary);
    if (summary === undefined || required === undefined) return [];
    const decision = agreedTypes.includes(typeCode) ? 'agreed' : 'declined';
    const fields = required.fields.map(({ name }) => name).join(words('separator'));
    return [
      {
        name: summary.name,
        treatment: words(`consentReceipt.decision.${isWithdrawn ? 'withdrawn' : decision}`),
        details: [
          words('consentReceipt.fields', { fields }),
          words('consentReceipt.purpose', { purpose: required.purpose }),
        ],
      },
    ];
  });
}

function proofPart(proof: ReceiptProof | undefined, words: Words): NonNullable<Receipt['proof']> {
  const heading = words('consentReceipt.proof.heading');
  if (proof === undefined) return { heading, facts: [], text: words('consentReceipt.proof.none') };
  const fact = (key: string, text: string) => ({
    label: words(`consentReceipt.proof.${key}`),
    text,
  });
  return {
    heading,
    facts: [
      fact('evidenceId', proof.evidenceId),
      fact('recordHash', inGroups(proof.recordHash)),
      fact('keyId', proof.keyId),
      fact('opening', inGroups(proof.opening)),
    ],
    text: words('consentReceipt.proof.how'),
  };
}

/** Hex digits in groups of eight, as they are read out or typed. */
function inGroups(hex: string): string {
  return (hex.match(/.{1,8}/g) ?? []).join(' ');
}
