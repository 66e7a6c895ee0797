import type { EvidencePackage } from './evidence-package.ts';
import { type AnswerRecord, type EvidenceRecord, recordHash } from './evidence-record.ts';
import type { Concern, Finding, Judgement, Note } from './verdict.ts';

/** The words of a verifier in one language: `resources/locales/<language>/verifier.json`. */
export type VerifierTexts = Readonly<Record<string, string>>;

/** The words under a key, with their places filled. */
export type VerifierText = (
  key: string,
  values?: Readonly<Record<string, string | number>>,
) => string;

/** @throws at a key that has no words, which a test finds */
export function verifierText(texts: VerifierTexts): VerifierText {
  return (key, values = {}) => {
    const words = texts[key];
    if (words === undefined) throw new RangeError(`no words for ${key}`);
    return words.replace(/\{\{(\w+)\}\}/g, (_place, name: string) => String(values[name] ?? ''));
  };
}

/** What a judgement says to a person, in the order of reading. */
export interface JudgementReport {
  readonly verdict: string;
  readonly meaning: string;
  /** What speaks against it, one sentence each. */
  readonly reasons: readonly string[];
  readonly notes: readonly string[];
  /** Whether it is a receipt's, and whom it concerns; empty where that was not asked. */
  readonly concern: readonly string[];
  /** What the record says; empty where the file cannot be read. */
  readonly sections: readonly ReportSection[];
  /** What the citizen saw. */
  readonly pageText: string | null;
  /** What the verdict does not say. */
  readonly limits: readonly string[];
}

/** Some facts of a record, under a heading. */
export interface ReportSection {
  readonly heading: string;
  readonly rows: readonly ReportRow[];
}
type ReportRow = readonly [label: string, value: string];

/** Puts a judgement into words. Times are told in UTC+8, wherever they are read. */
export function reportOf(
  { verdict, findings, notes, evidence, concern, receipt }: Judgement,
  text: VerifierText,
): JudgementReport {
  return {
    verdict: text(`verdict.${verdict}`),
    meaning: text(`meaning.${verdict}`),
    reasons: findings.map((finding) => reasonFor(finding, text)),
    notes: notes.map((note) => noteText(note, text)),
    concern: [
      ...(receipt === undefined ? [] : [text(`receipt.${receipt}`)]),
      ...(concern === undefined ? [] : concernTexts(concern, text)),
    ],
    sections: evidence === undefined ? [] : sectionsOf(evidence, text),
    pageText: evidence?.page_text ?? null,
    limits: ['identity', 'force', 'clock', 'trust'].map((limit) => text(`limits.${limit}`)),
  };
}

function reasonFor(finding: Finding, text: VerifierText): string {
  switch (finding.verdict) {
    case 'altered':
      return text('reason.altered', { place: placeText(finding.at, text) });
    case 'key-unknown':
      return text('reason.key-unknown', {
        keyId: finding.keyId,
        place: placeText(finding.at, text),
      });
    case 'key-revoked':
      return text('reason.key-revoked', { at: momentText(finding.revokedAt, text) });
    case 'chain-gap':
      return text(`chain.${finding.why}`, {
        ...(finding.why === 'missing' ? { from: finding.from, to: finding.to } : {}),
        ...(finding.why === 'fork' ? { id: finding.beside } : {}),
        ...(finding.why === 'previous' ? { id: finding.before } : {}),
      });
    case 'clock-suspicious':
      return text(`clock.${finding.why}`);
    case 'not-countersigned':
      return text('reason.not-countersigned');
  }
}

/** A part of a package in words; a path inside one as it stands. */
function placeText(at: string, text: VerifierText): string {
  return /^(file|record|page_text|key|envelope)$/.test(at) ? text(`part.${at}`) : at;
}

function noteText(note: Note, text: VerifierText): string {
  switch (note.note) {
    case 'key-revoked-later':
      return text('note.key-revoked-later', { at: momentText(note.revokedAt, text) });
    case 'withdrawn':
    case 'superseded':
      return text(`note.${note.note}`, { at: momentText(note.at, text), by: note.by });
    case 'time-stamp-enclosed':
      return text('note.time-stamp-enclosed');
  }
}

function concernTexts(
  { isOpening, isHolder, isActor, licences }: Concern,
  text: VerifierText,
): readonly string[] {
  if (!isOpening) return [text('concern.opening')];
  const positions = licences.map((position) => position + 1).join(text('separator'));
  const found = [
    ...(isHolder ? [text('concern.holder')] : []),
    ...(isActor ? [text('concern.actor')] : []),
    ...(licences.length > 0 ? [text('concern.licences', { positions })] : []),
  ];
  return found.length > 0 ? found : [text('concern.nobody')];
}

function sectionsOf(evidence: EvidencePackage, text: VerifierText): readonly ReportSection[] {
  const { record } = evidence;
  const section = (name: string, rows: readonly ReportRow[]): ReportSection => ({
    heading: text(`section.${name}`),
    rows,
  });
  return [
    section('matter', matterRows(record, text)),
    section('people', peopleRows(record, text)),
    section(
      'decision',
      record.kind === 'answer'
        ? choiceRows(record, text)
        : [[text('label.withdraws'), record.withdraws]],
    ),
    section('screen', screenRows(record, text)),
    ...(record.kind === 'answer' ? [section('terms', termRows(record, text))] : []),
    section('platform', platformRows(evidence, text)),
    section('digests', digestRows(evidence, text)),
  ];
}

function matterRows({ kind, handler, cases }: EvidenceRecord, text: VerifierText): ReportRow[] {
  return [
    [text('label.kind'), text(`kind.${kind}`)],
    [text('label.org'), handler.org],
    [text('label.window'), handler.window],
    [text('label.clerk'), handler.clerk_no],
    ...cases.map(({ biz_num, provisional_no, item_code, variant }): ReportRow => {
      const facts = [item_code, variant, provisional_no ?? [], biz_num].flat();
      return [text('label.case'), facts.join(text('separator'))];
    }),
  ];
}

function peopleRows(record: EvidenceRecord, text: VerifierText): ReportRow[] {
  const { holder, actor, identified_by, identity_proof: proof } = record;
  const basis = actor.kind === 'same' ? '' : actor.basis;
  const delegation = actor.kind === 'agent' ? actor.delegation_id : undefined;
  return [
    [text('label.holder'), holder.name_masked],
    [text('label.actor'), text(`actor.${actor.kind}`, { basis })],
    ...(delegation === undefined ? [] : [[text('label.delegation'), delegation] as const]),
    [text('label.identified'), text(`identified.${identified_by}`)],
    [
      text('label.proof'),
      [proof.method, proof.level, proof.device_id, proof.result_ref].join(text('separator')),
    ],
  ];
}

function choiceRows({ choices }: AnswerRecord, text: VerifierText): ReportRow[] {
  const separator = text('separator');
  return choices.map((choice, index) => [
    text('label.choice', { position: index + 1 }),
    text('choice.detail', {
      type: choice.license_item_code,
      decision: text(`choice.${choice.decision}`),
      at: momentText(choice.decided_at, text),
      fields: choice.fields.join(separator) || text('none'),
      basis: [
        text(`basis.${choice.basis}`),
        ...(choice.sensitive ? [text('basis.sensitive')] : []),
      ].join(separator),
      case: choice.biz_num,
    }),
  ]);
}

function screenRows(record: EvidenceRecord, text: VerifierText): ReportRow[] {
  const { device, signed_at } = record;
  const separator = text('separator');
  const answered: ReportRow[] =
    record.kind === 'answer'
      ? [
          [text('label.consentedOn'), text(`screen.${record.consented_on}`)],
          [text('label.input'), text(`input.${record.input_kind}`)],
          [text('label.shown'), momentText(record.page.shown_at, text)],
          [text('label.scrolled'), yesOrNo(record.page.scrolled_to_end, text)],
          [
            text('label.page'),
            [
              record.page.layout_version,
              record.page.locale,
              yesOrNo(record.page.elder_mode, text),
            ].join(separator),
          ],
        ]
      : [];
  return [
    ...answered,
    [text('label.signed'), momentText(signed_at, text)],
    [
      text('label.device'),
      [device.workstation_id, device.evaluator_id, device.app_version].join(separator),
    ],
    [
      text('label.clock'),
      [device.clock_source, text('milliseconds', { count: device.clock_skew })].join(separator),
    ],
  ];
}

function termRows(record: AnswerRecord, text: VerifierText): ReportRow[] {
  const { retention, recipients, withdrawal_info, supersedes } = record;
  return [
    [text('label.retention'), retention],
    [text('label.recipients'), recipients.join(text('separator')) || text('none')],
    [text('label.withdrawal'), withdrawal_info],
    ...(supersedes === undefined ? [] : [[text('label.supersedes'), supersedes] as const]),
  ];
}

function platformRows({ key, envelope }: EvidencePackage, text: VerifierText): ReportRow[] {
  const { enrolled_at, revoked_at, issued_at } = key;
  return [
    [
      text('label.received'),
      envelope === null ? text('none') : momentText(envelope.received_at, text),
    ],
    [text('label.platform'), envelope?.platform_id ?? text('none')],
    [text('label.keyEnrolled'), momentText(enrolled_at, text)],
    [text('label.keyRevoked'), revoked_at === null ? text('no') : momentText(revoked_at, text)],
    [text('label.keyIssued'), momentText(issued_at, text)],
  ];
}

function digestRows({ record, key }: EvidencePackage, text: VerifierText): ReportRow[] {
  const { evidence_id, epoch, seq, prev_hash, opening_hash, holder, actor, signature } = record;
  const answered: ReportRow[] =
    record.kind === 'answer'
      ? [
          [text('label.pageDigest', { alg: 'SHA-256' }), record.page.rendered_text_sha256],
          ...(record.page.rendered_text_sm3 === undefined
            ? []
            : [[text('label.pageDigest', { alg: 'SM3' }), record.page.rendered_text_sm3] as const]),
          ...record.choices.map(({ license_code_commitment }, index): ReportRow => {
            const position = index + 1;
            return [
              text('label.licenceCommitment', { position }),
              license_code_commitment ?? text('choice.resolvedLater'),
            ];
          }),
        ]
      : [];
  return [
    [text('label.evidence'), evidence_id],
    [text('label.chain'), [epoch, seq].join(text('separator'))],
    [text('label.previous'), prev_hash],
    [text('label.hash'), recordHash(record)],
    [text('label.openingHash'), opening_hash],
    [text('label.commitment'), holder.id_commitment],
    ...(actor.kind === 'same'
      ? []
      : [[text('label.actorCommitment'), actor.id_commitment] as const]),
    ...answered,
    [text('label.workstationKey'), [signature.alg, signature.key_id].join(text('separator'))],
    [text('label.publicKey'), key.public_key],
    [text('label.signature'), signature.value],
    [text('label.platformKey'), [key.signature.alg, key.signature.key_id].join(text('separator'))],
  ];
}

function yesOrNo(is: boolean, text: VerifierText): string {
  return text(is ? 'yes' : 'no');
}

/** A moment as a clock in China shows it. */
/** A moment in UTC+8. */
export function momentText(moment: string, text: VerifierText): string {
  const [date = '', time = ''] = new Date(Date.parse(moment) + 8 * 3_600_000)
    .toISOString()
    .split('T');
  return text('moment', { date, time: time.slice(0, 8) });
}
