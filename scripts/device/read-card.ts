import { createHash } from 'node:crypto';
import { connectReader } from '../../hardware/id-card-reader/reader.ts';
import { transportFor } from '../../hardware/transport/transport-for.ts';
import clerkTexts from '../../resources/locales/zh-CN/clerk.json' with { type: 'json' };
import type {
  CardReading,
  CardWants,
  CardWarning,
  IdentityCard,
} from '../../src/domain/identity-card.ts';
import { oldNumberOf } from '../../src/domain/permanent-resident-number.ts';
import type { Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { Emit } from './report.ts';

/** Where and for how long to wait for a card, and what to read off it. */
interface ReadCardOptions extends CardWants {
  /** An address as in the settings. */
  readonly port: string;
  /** Bits per second. */
  readonly baud: number;
  /** How long to wait for the card, connecting included. */
  readonly timeoutMs: number;
}

/** `device read-card`: reads one card, of whatever kind. */
export async function readCard(
  { port, baud, timeoutMs, ...wants }: ReadCardOptions,
  emit: Emit,
): Promise<Outcome<null>> {
  const began = performance.now();
  const reader = await connectReader(transportFor(port, baud), () => undefined, { baud });
  if (!reader.ok) return reader;
  const left = Math.max(0, timeoutMs - (performance.now() - began));
  const reading = await reader.value.readCard({ ...wants, timeoutMs: left });
  await reader.value.close();
  if (!reading.ok) return reading;
  emit({ json: asJson(reading.value), words: inWords(reading.value) });
  return ok(null);
}

function asJson({ card, photo, fingerprint, addresses, bodyNumber, samId, ms }: CardReading) {
  return {
    ok: true,
    card: {
      ...card,
      photo: { format: 'wlt', ...digest(photo) },
      ...(fingerprint !== undefined && { fingerprint: fingerprint && digest(fingerprint) }),
      ...(addresses && { addresses }),
      ...(bodyNumber !== undefined && { iinSnDn: bodyNumber && hex(bodyNumber) }),
    },
    samId,
    ms,
  };
}

function digest(bytes: Uint8Array) {
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}

function inWords(reading: CardReading): string {
  const { card, photo, fingerprint, addresses, bodyNumber, warnings, samId, ms } = reading;
  return [
    `证件：${cardNames[card.kind]}`,
    ...facts(card),
    `照片：WLT，${photo.length} 字节`,
    ...wanted('指纹', fingerprint && `${fingerprint.length} 字节`),
    ...wanted('追加住址', addresses?.join('；')),
    ...wanted('卡体管理号', bodyNumber && hex(bodyNumber)),
    ...warnings.map((warning) => `注意：${warningTexts[warning]}`),
    `安全模块号：${samId}`,
    `用时：${Math.round(ms.total)} 毫秒`,
  ].join('\n');
}

/** The line of something that is only read when it is asked for; no line otherwise. */
function wanted(label: string, value: string | null | undefined): string[] {
  return value === undefined ? [] : [`${label}：${value || '卡内没有'}`];
}

/** What people call each kind of card. */
export const cardNames: Readonly<Record<IdentityCard['kind'], string>> = {
  resident: '居民身份证',
  'hkmt-permit': '港澳台居民居住证',
  'permanent-resident-2017': '外国人永久居留身份证（2017 版）',
  'permanent-resident-2023': '外国人永久居留身份证（2023 版）',
};

const warningTexts: Readonly<Record<CardWarning, string>> = {
  'old-foreign-number-check-digit': '证件号码的校验位不符，请与卡面核对。',
  'sex-differs-from-number': '性别与证件号码不符，请与卡面核对。',
  'birth-date-differs-from-number': '出生日期与证件号码不符，请与卡面核对。',
  'birth-date-unreadable': '卡内的出生日期不是日历上的日子，请看卡面。',
  'valid-from-unreadable': '卡内的签发日期不是日历上的日子，请看卡面。',
};

function facts(card: IdentityCard): string[] {
  const { birthDate, validFrom, validTo } = card;
  const validity = `有效期限：${validFrom} 至 ${validTo === 'long-term' ? '长期' : validTo}`;
  const sex = `性别：${nameOfCode('sex', card.sex)}`;
  const birth = `出生日期：${birthDate}`;
  switch (card.kind) {
    case 'resident':
      return [
        `姓名：${card.name}`,
        sex,
        `民族：${nameOfCode('ethnicity', card.ethnicity)}`,
        birth,
        `住址：${card.address}`,
        `公民身份号码：${card.idNumber}`,
        `签发机关：${card.authority}`,
        validity,
      ];
    case 'hkmt-permit':
      return [
        `姓名：${card.name}`,
        sex,
        birth,
        `住址：${card.address}`,
        `公民身份号码：${card.idNumber}`,
        `签发机关：${card.authority}`,
        validity,
        `通行证号码：${card.permitNumber}`,
        `签发次数：${card.issueCount}`,
      ];
    case 'permanent-resident-2017':
      return [
        `英文姓名：${card.englishName}`,
        `中文姓名：${card.chineseName}`,
        sex,
        birth,
        `国籍：${card.nationality}`,
        `证件号码：${card.idNumber}`,
        validity,
        `证件版本号：${card.cardVersion}`,
        `受理机关代码：${card.authorityCode}`,
      ];
    case 'permanent-resident-2023': {
      const oldNumber = oldNumberOf(card);
      return [
        `英文姓名：${card.englishName}`,
        `中文姓名：${card.name}`,
        sex,
        birth,
        `国籍：${card.nationality}`,
        `证件号码：${card.idNumber}`,
        validity,
        `换证次数：${card.renewalCount}`,
        ...(oldNumber === undefined ? [] : [`2017 版号码（推算）：${oldNumber}`]),
      ];
    }
  }
}

/** What a code stands for, in the words of the clerk's window. */
function nameOfCode(codeSet: 'sex' | 'ethnicity', code: string): string {
  const texts: Readonly<Record<string, string>> = clerkTexts;
  return texts[`${codeSet}.${code}`] ?? clerkTexts['code.unrecognised'].replace('{{code}}', code);
}
