import { canonicalJson } from '../support/canonical-json.ts';
import {
  type ChainedRecord,
  type ChainFinding,
  chainFindings,
  chainPlaces,
  previousOf,
} from './evidence-chain.ts';
import {
  type Envelope,
  type EvidencePackage,
  type KeyStatement,
  openPackage,
} from './evidence-package.ts';
import {
  commitmentTo,
  type EvidenceRecord,
  openingHash,
  pageDigests,
  recordHash,
} from './evidence-record.ts';
import { profileOf } from './profiles/evidence-profile.ts';
import type { ReceiptProof } from './receipt-text.ts';
import { isSignedBy, type VerifyingKey, verifyingKey } from './signed-statement.ts';
import type { TrustedKeys } from './trusted-keys.ts';

/** What can be said of a package, the gravest first: of several that hold, the first is its main verdict. */
export const verdicts = [
  'altered',
  'key-unknown',
  'key-revoked',
  'chain-gap',
  'clock-suspicious',
  'not-countersigned',
  'authentic',
] as const;
export type Verdict = (typeof verdicts)[number];

/** Why a time in a package cannot be relied on. */
export type ClockDoubt =
  /** The workstation's own clock was known to be off by more than two minutes. */
  | 'skew'
  /** Shown, decided, signed: not in this order. */
  | 'order'
  /** Signed before its key was enrolled. */
  | 'before-enrolment'
  /** The platform received it before it was signed. */
  | 'received-before-signed'
  /** Its key was revoked before anybody but the workstation can say that the record was there. */
  | 'revoked-before-received'
  /** Signed before the record that stands before it in its chain. */
  | 'before-previous';

/** Something that speaks against a package. */
export type Finding =
  /** `at`: the smallest part that is proven not to be as it was sealed, as a path; `file` is the form of the whole. */
  | { readonly verdict: 'altered'; readonly at: string }
  /** Of the key statement or of the envelope: signed by a platform key that is not among the trusted ones. */
  | { readonly verdict: 'key-unknown'; readonly at: 'key' | 'envelope'; readonly keyId: string }
  /** Signed when the key counted for nothing any more. */
  | { readonly verdict: 'key-revoked'; readonly revokedAt: string }
  | ({ readonly verdict: 'chain-gap' } & ChainFinding)
  | { readonly verdict: 'clock-suspicious'; readonly why: ClockDoubt }
  | { readonly verdict: 'not-countersigned' };

/** Something to know that does not speak against a package. */
export type Note =
  /** Its key was revoked later, which leaves it good. */
  | { readonly note: 'key-revoked-later'; readonly revokedAt: string }
  /** Another of the packages, by its `evidence_id`, has ended what this one consented to. */
  | {
      readonly note: 'withdrawn' | 'superseded';
      readonly by: string;
      readonly at: string;
    }
  /** A time-stamp token is enclosed; it is for the time-stamping service's own program. */
  | { readonly note: 'time-stamp-enclosed' };

/** A number and the opening on the receipt, to prove whom a record concerns. */
export interface Disclosure {
  /** 32 bytes in hex. */
  readonly opening: string;
  readonly number: string;
}

/** What is asked of packages beside whether they are good. */
export interface Asked {
  /** Whether they concern somebody or something. */
  readonly disclosure?: Disclosure | undefined;
  /** Whether one of them is the record that a receipt was printed of. */
  readonly receipt?: ReceiptProof | undefined;
}

/**
 * What a receipt is to a record. `matches` it was printed of this very record · `differs` it names this record and was
 * printed of another one: either of the two is not what was given out · `another` it is about another record.
 */
export type ReceiptStanding = 'matches' | 'differs' | 'another';

/** Whom or what a number stands for in a record. */
export interface Concern {
  /** False: the opening is another record's, and nothing is proven. */
  readonly isOpening: boolean;
  readonly isHolder: boolean;
  readonly isActor: boolean;
  /** Positions of the choices whose licence has this number. */
  readonly licences: readonly number[];
}

/** What is found of one package. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The gravest first; none of an authentic one. */
  readonly findings: readonly Finding[];
  readonly notes: readonly Note[];
  /** What the file says, where it can be read; nothing of it is to be relied on where it is altered. */
  readonly evidence?: EvidencePackage;
  /** Where it was asked and nothing is altered. */
  readonly concern?: Concern;
  /** Likewise. */
  readonly receipt?: ReceiptStanding;
}

/** How far clocks may differ before a time is doubted, in milliseconds. */
export const clockLimitMs = 120_000;

/**
 * Judges packages, each by itself and beside the others. Nothing is asked of anybody: all it needs is in the arguments.
 * @param files the bytes of each
 * @param trusted the platform's keys; without them everything else is judged, and the keys are unknown
 * @returns a judgement for each, in their order
 */
export function judgeEvidence(
  files: readonly Uint8Array[],
  trusted: TrustedKeys,
  { disclosure, receipt }: Asked = {},
): readonly Judgement[] {
  const examineOne = examination(trusted);
  const examined = files.map(examineOne);
  const sound = examined.filter(isSound);
  const all = surroundings(sound);
  // A forger's own key makes no gap in the chain of a known one.
  const known = surroundings(sound.filter((own) => !isUnknown(own)));
  return examined.map((own) => {
    if (!isSound(own)) return judgementOf(own);
    const { places, endings } = isUnknown(own) ? all : known;
    const { record, hash } = own;
    return judgementOf({
      ...own,
      findings: [
        ...own.findings,
        ...chainFindings(own, places).map((found) => ({ verdict: 'chain-gap', ...found }) as const),
        ...doubts(isBefore(record, previousOf(own, places)) && 'before-previous'),
      ],
      notes: [...own.notes, ...(endings.get(record.evidence_id) ?? [])],
      ...(disclosure && { concern: concernOf(record, disclosure) }),
      ...(receipt && { receipt: standingOf(receipt, record, hash) }),
    });
  });
}

type Examined = Omit<Judgement, 'verdict'>;
/** A package of which nothing is altered. */
type Sound = Examined & ChainedRecord & { readonly evidence: EvidencePackage };

function isSound(examined: Examined | Sound): examined is Sound {
  return 'hash' in examined;
}

function isUnknown({ findings }: Examined): boolean {
  return findings.some(({ verdict }) => verdict === 'key-unknown');
}

function judgementOf({ findings, notes, evidence, concern, receipt }: Examined): Judgement {
  const place = ({ verdict }: Finding) => verdicts.indexOf(verdict);
  const sorted = [...findings].sort((a, b) => place(a) - place(b));
  return {
    verdict: sorted[0]?.verdict ?? 'authentic',
    findings: sorted,
    notes,
    ...(evidence && { evidence }),
    ...(concern && { concern }),
    ...(receipt && { receipt }),
  };
}

/** Examines packages one after the other; a signature that many of them carry is checked once. */
function examination(trusted: TrustedKeys): (bytes: Uint8Array) => Examined | Sound {
  const signerOf = remembering(
    ({ alg, public_key }: KeyStatement) => `${alg} ${public_key}`,
    ({ alg, public_key }) => verifyingKey(alg, public_key),
  );
  const wordAboutKey = remembering(canonicalJson, (key: KeyStatement) =>
    wordOf(trusted, 'key', key),
  );
  const wordAboutRecord = remembering(canonicalJson, (envelope: Envelope) =>
    wordOf(trusted, 'envelope', envelope),
  );
  const isSignedOnce = remembering(
    ({ hash, signer }: { hash: string; signer: VerifyingKey; record: EvidenceRecord }) =>
      `${hash} ${signer.keyId}`,
    ({ signer, record }) => isSignedBy(signer, record),
  );
  return (bytes) => {
    const opened = openPackage(bytes);
    if (!opened.ok) return { findings: [altered(opened.problem.at)], notes: [] };
    const evidence = opened.value;
    const { record, key, envelope } = evidence;
    const hash = recordHash(record);
    const signer = signerOf(key);
    const isKey = signer?.keyId === key.key_id;
    const ofKey = isKey ? wordAboutKey(key) : [altered('key')];
    const ofRecord = isKey
      ? recordAlterations(evidence, signer, isSignedOnce({ hash, signer, record }))
      : [];
    const ofEnvelope =
      envelope === null
        ? ([{ verdict: 'not-countersigned' }] as const)
        : [
            ...wordAboutRecord(envelope),
            ...(ofRecord.length === 0 && envelope.record_hash !== hash
              ? [altered('envelope.record_hash')]
              : []),
          ];
    const findings: Finding[] = [...ofKey, ...ofRecord, ...ofEnvelope];
    if (findings.some(({ verdict }) => verdict === 'altered')) {
      return { findings, notes: [], evidence };
    }
    const inTime = timeFindings(evidence);
    return {
      findings: [...findings, ...inTime.findings],
      notes: inTime.notes,
      evidence,
      record,
      hash,
    };
  };
}

/** What the platform's signature under a statement is worth. */
function wordOf(
  trusted: TrustedKeys,
  at: 'key' | 'envelope',
  statement: KeyStatement | Envelope,
): readonly Finding[] {
  const { key_id: keyId } = statement.signature;
  const key = trusted.get(keyId);
  if (key === undefined) return [{ verdict: 'key-unknown', at, keyId }];
  return isSignedBy(key, statement) ? [] : [altered(at)];
}

/** What of a record, or of the text it names, is not as the key that is enclosed has signed it. */
function recordAlterations(
  { record, page_text, key }: EvidencePackage,
  signer: VerifyingKey,
  isSigned: boolean,
): readonly Finding[] {
  const { alg, key_id } = record.signature;
  if (alg !== signer.alg || key_id !== signer.keyId) return [altered('record.signature.key_id')];
  if (!isSigned) return [altered('record')];
  if (record.device.workstation_id !== key.workstation_id) {
    return [altered('record.device.workstation_id')];
  }
  if (record.kind !== 'answer' || page_text === null) return [];
  const { rendered_text_sha256, rendered_text_sm3 } = pageDigests(profileOf(alg), page_text);
  const isText =
    record.page.rendered_text_sha256 === rendered_text_sha256 &&
    record.page.rendered_text_sm3 === rendered_text_sm3;
  return isText ? [] : [altered('page_text')];
}

function altered(at: string): Finding {
  return { verdict: 'altered', at };
}

/** What the times in a package tell of its key, and of themselves. */
function timeFindings({ record, key, envelope }: EvidencePackage) {
  const { clock_skew } = record.device;
  // By the platform's clock, like the times that it is compared with.
  const signed = Date.parse(record.signed_at) - clock_skew;
  const revoked = key.revoked_at === null ? Number.POSITIVE_INFINITY : Date.parse(key.revoked_at);
  const received = envelope === null ? Number.POSITIVE_INFINITY : Date.parse(envelope.received_at);
  const isRevoked = signed >= revoked;
  const isLate = Number.isFinite(revoked) && received >= revoked;
  const findings: Finding[] = [
    ...(isRevoked && key.revoked_at !== null
      ? [{ verdict: 'key-revoked', revokedAt: key.revoked_at } as const]
      : []),
    ...doubts(
      Math.abs(clock_skew) > clockLimitMs && 'skew',
      !isInOrder(record) && 'order',
      signed + clockLimitMs < Date.parse(key.enrolled_at) && 'before-enrolment',
      received + clockLimitMs < signed && 'received-before-signed',
      !isRevoked && isLate && 'revoked-before-received',
    ),
  ];
  const notes: Note[] = [
    ...(!isRevoked && key.revoked_at !== null
      ? [{ note: 'key-revoked-later', revokedAt: key.revoked_at } as const]
      : []),
    ...(envelope?.timestamp_token ? [{ note: 'time-stamp-enclosed' } as const] : []),
  ];
  return { findings, notes };
}

function isInOrder(record: EvidenceRecord): boolean {
  return (
    record.kind !== 'answer' ||
    record.choices.every(
      ({ decided_at }) => record.page.shown_at <= decided_at && decided_at <= record.signed_at,
    )
  );
}

function isBefore(record: EvidenceRecord, previous: EvidenceRecord | undefined): boolean {
  return (
    previous !== undefined &&
    Date.parse(record.signed_at) + clockLimitMs < Date.parse(previous.signed_at)
  );
}

function doubts(...found: readonly (ClockDoubt | false)[]): readonly Finding[] {
  return found.flatMap((why) => (why === false ? [] : [{ verdict: 'clock-suspicious', why }]));
}

/** What records say about one another: their places in chains, and which end which. */
function surroundings(sound: readonly Sound[]) {
  const endings = new Map<string, Note[]>();
  for (const { record, findings } of sound) {
    const { evidence_id: by, signed_at: at } = record;
    const isWithdrawal = record.kind === 'withdrawal';
    const ended = isWithdrawal ? record.withdraws : record.supersedes;
    if (ended === undefined || findings.some(({ verdict }) => verdict === 'key-revoked')) continue;
    const note: Note = { note: isWithdrawal ? 'withdrawn' : 'superseded', by, at };
    endings.set(ended, [...(endings.get(ended) ?? []), note]);
  }
  return { places: chainPlaces(sound), endings };
}

function standingOf(
  { evidenceId, recordHash: printed, keyId, opening }: ReceiptProof,
  { evidence_id, signature, opening_hash }: EvidenceRecord,
  hash: string,
): ReceiptStanding {
  if (evidenceId !== evidence_id) return 'another';
  const isSame =
    printed === hash &&
    keyId === signature.key_id &&
    openingHash(profileOf(signature.alg), opening) === opening_hash;
  return isSame ? 'matches' : 'differs';
}

function concernOf(record: EvidenceRecord, { opening, number }: Disclosure): Concern {
  const profile = profileOf(record.signature.alg);
  if (openingHash(profile, opening) !== record.opening_hash) {
    return { isOpening: false, isHolder: false, isActor: false, licences: [] };
  }
  const commitment = commitmentTo(profile, opening, number);
  const { holder, actor } = record;
  const choices = record.kind === 'answer' ? record.choices : [];
  return {
    isOpening: true,
    isHolder: holder.id_commitment === commitment,
    isActor: actor.kind !== 'same' && actor.id_commitment === commitment,
    licences: choices.flatMap(({ license_code_commitment }, position) =>
      license_code_commitment === commitment ? [position] : [],
    ),
  };
}

/** `make`, called once for all arguments with one name. */
function remembering<Argument, Value>(
  nameOf: (argument: Argument) => string,
  make: (argument: Argument) => Value,
): (argument: Argument) => Value {
  const made = new Map<string, { readonly value: Value }>();
  return (argument) => {
    const name = nameOf(argument);
    const known = made.get(name);
    if (known !== undefined) return known.value;
    const value = make(argument);
    made.set(name, { value });
    return value;
  };
}
