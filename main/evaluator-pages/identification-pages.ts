import type { PageBasis, PageOfKind } from './page-basis.ts';
import { pageHead } from './page-head.ts';
import { qrRows } from './qr-rows.ts';

/** Where the citizen is, for the first line of a page. */
interface Place {
  readonly hall: string;
  readonly windowName: string;
}

/** 刷脸办: shows what the citizen's own phone has to scan, what happens then, and that there are other ways. */
export function faceCodePage(
  basis: PageBasis,
  question: Place & {
    readonly itemName: string;
    readonly code: string;
    readonly secondsToAnswer: number;
  },
): PageOfKind<'face-code'> {
  const { words } = basis;
  return {
    ...pageHead(basis),
    kind: 'face-code',
    place: words('place', { hall: question.hall, window: question.windowName }),
    heading: words('faceCode.heading'),
    firstLine: words('faceCode.firstLine'),
    rows: qrRows(question.code),
    codeLabel: words('faceCode.codeLabel'),
    lines: [
      words('faceCode.item', { item: question.itemName }),
      words('faceCode.steps'),
      words('faceCode.mask'),
      words('faceCode.noImage'),
    ],
    otherWay: words('otherWay'),
    remaining: words('remaining', { seconds: '{{seconds}}' }),
    touchOnly: words('touchOnly'),
    secondsToAnswer: question.secondsToAnswer,
  };
}

/** Asks whoever acts for somebody else (代办人) to confirm it; that opens nothing, it records who acts. */
export function acknowledgementPage(
  basis: PageBasis,
  question: Place & {
    readonly itemName: string | undefined;
    readonly principal: { readonly nameMasked: string; readonly numberMasked: string };
    readonly agent: { readonly nameMasked: string; readonly numberMasked: string };
    /** On what ground they act: a delegation, a letter, or that the child is theirs to look after. */
    readonly by: 'delegation' | 'paper' | 'guardianship';
    readonly secondsToAnswer: number;
  },
): PageOfKind<'acknowledgement'> {
  const { words } = basis;
  const isGuardian = question.by === 'guardianship';
  const said = (key: string) => words(`acknowledgement.${isGuardian ? 'guardian.' : ''}${key}`);
  const party = ({ nameMasked, numberMasked }: typeof question.agent) =>
    words('acknowledgement.party', { name: nameMasked, number: numberMasked });
  return {
    ...pageHead(basis),
    kind: 'acknowledgement',
    place: words('place', { hall: question.hall, window: question.windowName }),
    heading: said('heading'),
    firstLine: words('acknowledgement.firstLine'),
    facts: [
      ...(question.itemName === undefined
        ? []
        : [{ label: words('acknowledgement.item'), text: question.itemName }]),
      { label: said('principal'), text: party(question.principal) },
      { label: said('agent'), text: party(question.agent) },
      {
        label: said('basis'),
        text: said(question.by === 'delegation' ? 'byDelegation' : 'byPaper'),
      },
      {
        label: words('acknowledgement.meaning.label'),
        text: said(isGuardian ? 'meaning' : 'meaning.text'),
      },
    ],
    confirm: said('confirm'),
    decline: said('decline'),
    remaining: words('remaining', { seconds: '{{seconds}}' }),
    touchOnly: words('touchOnly'),
    secondsToAnswer: question.secondsToAnswer,
  };
}

/** How a code is activated (开通) on the phone, on the spot, and that there are other ways. */
export function activationPage(basis: PageBasis): PageOfKind<'activation'> {
  const { words } = basis;
  return {
    ...pageHead(basis),
    kind: 'activation',
    heading: words('activation.heading'),
    firstLine: words('activation.firstLine'),
    lines: [
      words('activation.foshantong'),
      words('activation.yueshangtong'),
      words('activation.then'),
    ],
    otherWay: words('otherWay'),
    touchOnly: words('touchOnly'),
  };
}
