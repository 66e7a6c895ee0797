import { hallDay, hallTime, type Instant } from '../../src/support/clock.ts';

/** What stands on the face (照面) of an electronic licence. */
export interface LicenceFace {
  /** 证照名称, the title. */
  readonly name: string;
  /** 证照号码. */
  readonly number: string;
  /** 持有人; several are joined by a comma, as the library delivers them. */
  readonly holder: string;
  /** 发证机关. */
  readonly issuer: string;
  /** 发证日期, `YYYY-MM-DD` with or without a time. */
  readonly issueDate: string;
  /** First day, written as `issueDate`; absent or empty: the day of issue. */
  readonly validFrom?: string;
  /** Last day, written as `issueDate`; absent or empty: no end (长期). */
  readonly validTo?: string;
  /** 证照标识 (GB/T 36904); also in the QR code, which holds 2331 bytes. */
  readonly identifier: string;
  /** The fields of this type only, in the order of the face. */
  readonly fields: readonly FaceRow[];
}

/** One line of a face: the name of a field and its value. */
export interface FaceRow {
  readonly name: string;
  readonly value: string;
}

/** What an annotated copy (加注件) says of itself. */
export interface CopyNote {
  /** `copy_creator`. */
  readonly madeBy: string;
  /** `copy_creation_time`. */
  readonly madeAt: Instant;
  /** 申办流水号 of the one case it was made for. */
  readonly caseId: string;
  /** `copy_cause`. */
  readonly cause: string;
  /** `copy_expiring_time`. */
  readonly validUntil: Instant;
}

/** The rows of a face in their order. */
export function faceRows(licence: LicenceFace): readonly FaceRow[] {
  const from = writtenDay(licence.validFrom || licence.issueDate);
  const to = licence.validTo ? writtenDay(licence.validTo) : '长期';
  return [
    { name: '证照号码', value: licence.number },
    { name: '持有人', value: licence.holder },
    ...licence.fields,
    { name: '发证机关', value: licence.issuer },
    { name: '发证日期', value: writtenDay(licence.issueDate) },
    { name: '有效期限', value: `${from} 至 ${to}` },
  ];
}

/** The rows of the annotation block. */
export function noteRows(note: CopyNote): readonly FaceRow[] {
  return [
    { name: '制作人', value: note.madeBy },
    { name: '制作时间', value: writtenMoment(note.madeAt) },
    { name: '申办流水号', value: note.caseId },
    { name: '用证事由', value: note.cause },
    { name: '有效期至', value: writtenMoment(note.validUntil) },
    { name: '使用限制', value: '仅用于上述办件，不得转发或另作他用；逾期不得使用。' },
  ];
}

/** Who, when, for which case, until when and why, in one line; what is long is cut. */
export function watermarkLine(note: CopyNote): string {
  return [
    `加注件 ${clip(note.madeBy, 16)}`,
    writtenMoment(note.madeAt),
    `办件 ${clip(note.caseId, 32)}`,
    clip(note.cause, 24),
    `有效期至 ${writtenMoment(note.validUntil)}`,
  ].join(' · ');
}

/** The first characters of a text in one line; where something is cut, the last of them is an ellipsis. */
export function clip(text: string, length: number): string {
  const characters = [...text.replace(/[\r\n\u2028\u2029]+/g, ' ')];
  if (characters.length <= length) return characters.join('');
  return `${characters.slice(0, length - 1).join('')}…`;
}

/** A day as documents write it; what is no day stays as it is. */
function writtenDay(date: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(date) ?? [];
  return year === undefined ? date : `${year}年${Number(month)}月${Number(day)}日`;
}

/** A moment as documents write it, on the clock of the hall. */
export function writtenMoment(at: Instant): string {
  return `${writtenDay(hallDay(at))} ${hallTime(at).slice(0, 5)}`;
}
