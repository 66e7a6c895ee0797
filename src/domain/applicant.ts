import type { Instant } from '../support/clock.ts';
import { isMinor } from './age.ts';
import { birthDateOf, isIdNumber } from './id-number.ts';
import type { IdentityCard } from './identity-card.ts';
import type { SubjectKind } from './service-item.ts';

/** The apps on whose behalf codes are shown: 佛山通 and 粤商通. */
export const codeApps = ['foshantong', 'yueshangtong'] as const;
/** One of them. */
export type CodeApp = (typeof codeApps)[number];

/** Documents of people who hold no card that a reader reads (其他证件); a clerk looks at them. */
export const otherDocuments = [
  'passport',
  'hong-kong-macao-travel-permit',
  'taiwan-travel-permit',
  'other',
] as const;
/** One of them. */
export type OtherDocument = (typeof otherDocuments)[number];

/** How it is known who somebody is (核验方式). */
export type Proof =
  | {
      /** 实体身份证: a card of theirs was read. */
      readonly by: 'identity-card';
      readonly at: Instant;
      /** Serial of the reader's security module. */
      readonly samId: string;
    }
  | {
      /** 政务码, 粤商码 or, shown by whoever acts for them, 委托码. */
      readonly by: 'zhengwu-code' | 'yueshang-code' | 'delegated-code';
      readonly at: Instant;
      readonly app: CodeApp;
    }
  | {
      /**
       * 断网核验: a 政务码 or 粤商码 of theirs was opened here while the platform was away. It was genuine and good, and number
       * and name that they have stated are those that the platform had bound it to.
       */
      readonly by: 'offline-code';
      readonly at: Instant;
      readonly app: CodeApp;
    }
  | {
      /** 刷脸: their own phone has checked their face. No image exists. */
      readonly by: 'face';
      readonly at: Instant;
      readonly app: CodeApp;
      /** Of the five levels of 统一身份认证. */
      readonly level: string;
      /** By which the platform finds the result again. */
      readonly resultRef: string;
    }
  | {
      /** 委托人本人确认: asked by the window, they have agreed on their own phone that somebody acts for them. */
      readonly by: 'delegation';
      readonly at: Instant;
    }
  | {
      /** The clerk has compared a document with its holder. */
      readonly by: 'document';
      readonly at: Instant;
      readonly document: OtherDocument;
    }
  | {
      /**
       * 自然人库: somebody else has named them, and the library knows the number by this name. Nobody has proved to be them:
       * a child's guardian stands there instead, an adult can only be asked on their own phone.
       */
      readonly by: 'register';
      readonly at: Instant;
    };

/** The ways of proof (用证方式). */
export const channels = [
  'identity-card',
  'zhengwu-code',
  'yueshang-code',
  'delegated-code',
  'offline-code',
  'delegation',
  'face',
  'document',
  'register',
] as const satisfies readonly Proof['by'][];
/** What a card says of its holder beside name and number. A field that the kind of card does not have is absent. */
export interface CardFacts {
  readonly kind: IdentityCard['kind'];
  /** GB/T 2261.1. */
  readonly sex: string;
  /** Code of GB/T 3304. */
  readonly ethnicity?: string;
  /** `YYYY-MM-DD`, or empty where the card's cannot be read. */
  readonly birthDate: string;
  readonly address?: string;
  readonly authority?: string;
  /** `YYYY-MM-DD`, or empty. */
  readonly validFrom: string;
  /** `YYYY-MM-DD`, or `long-term` for 长期. */
  readonly validTo: string;
}

/** A code that was taken here while the platform was away, and that the platform has still to use up (核销). */
export interface TakenCode {
  /** As it was scanned. */
  readonly text: string;
  /** When it was scanned, by the platform's time as far as it was known here. */
  readonly takenAt: Instant;
  /** The case that it was taken for; others of the same visit go by it too. */
  readonly caseId: string;
}

/** A person who has proved who they are. */
export interface IdentifiedPerson {
  readonly name: string;
  /** Number of the document by which they are known: of a resident the 公民身份号码. */
  readonly number: string;
  readonly proof: Proof;
  /** Where a card of theirs was read. */
  readonly card?: CardFacts;
  /** Where a code of theirs was taken, until the platform has used it up. */
  readonly takenCode?: TakenCode;
}

/** Whom a case is for (申请人): a person, or a legal person by its representative or its own code. */
export interface Applicant extends IdentifiedPerson {
  /** Of a legal person, name and number are its own: the number is its USCC. */
  readonly subjectType: SubjectKind;
  /**
   * 法定代表人, of an individual business its 经营者: who has proved to be that. Absent where the legal person's own code
   * was shown.
   */
  readonly representative?: IdentifiedPerson;
}

/** How somebody comes to stand at the counter in the place of whoever has to decide. */
export const actingAs = ['agent', 'runner', 'guardian'] as const;

/**
 * 经办人: whoever is at the counter when it is neither the applicant nor the representative (CON-10). An `agent` (代办人)
 * acts by a delegation, a `runner` brings the representative's card and a letter, a `guardian` acts for a minor.
 */
export interface PresentPerson extends IdentifiedPerson {
  readonly as: (typeof actingAs)[number];
  /** 委托 at the platform, or a letter on paper (授权委托书) or proof of guardianship that the clerk has seen. */
  readonly basis:
    | {
        readonly kind: 'delegation';
        readonly delegationId: string;
        /** Types of the licences that the principal has entrusted; absent where the platform alone knows. */
        readonly licenceTypes?: readonly string[];
      }
    | { readonly kind: 'paper' };
  /** When they have confirmed on the citizen's screen that they act. */
  readonly acknowledgedAt?: Instant;
}

/** A legal person as 法人库 knows it. */
export interface KnownEnterprise {
  readonly uscc: string;
  readonly name: string;
  readonly kind: Exclude<SubjectKind, 'person'>;
  readonly status: 'active' | 'revoked';
  /** As anybody opposite may see it. */
  readonly representativeMaskedName: string;
}

/** A person's birth date (`YYYY-MM-DD`), from their card or their number; undefined where neither says it. */
export function birthDateOfPerson({ card, number }: IdentifiedPerson): string | undefined {
  if (card !== undefined && card.birthDate !== '') return card.birthDate;
  return isIdNumber(number) ? birthDateOf(number) : undefined;
}

/** Whether somebody is known to be a minor on a day (`YYYY-MM-DD`). */
export function isMinorPerson(person: IdentifiedPerson, day: string): boolean {
  const birthDate = birthDateOfPerson(person);
  return birthDate !== undefined && isMinor(birthDate, day);
}

/**
 * What a card says of its holder, in the shape of a case. A foreigner's permanent residence card of 2017 counts by its
 * Chinese name, where it has one.
 */
export function personOnCard(card: IdentityCard, proof: Proof): IdentifiedPerson {
  const { kind, sex, birthDate, validFrom, validTo, idNumber } = card;
  const name =
    card.kind === 'permanent-resident-2017'
      ? card.chineseName || card.englishName
      : card.name || ('englishName' in card ? card.englishName : '');
  return {
    name,
    number: idNumber,
    proof,
    card: {
      kind,
      sex,
      birthDate,
      validFrom,
      validTo,
      ...('ethnicity' in card ? { ethnicity: card.ethnicity } : {}),
      ...('address' in card ? { address: card.address } : {}),
      ...('authority' in card ? { authority: card.authority } : {}),
    },
  };
}
