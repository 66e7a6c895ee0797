import { scrypt as nodeScrypt } from 'node:crypto';
import type { Case } from '../../../src/domain/case.ts';
import { everybodyIn } from '../../../src/domain/case-holders.ts';
import type { OpenedCode } from '../../../src/domain/identification.ts';
import {
  appShowing,
  bindingCost,
  bindingLength,
  type CodeKey,
  isForPlatformOnly,
  type LiveCode,
  type NamedSubject,
  readLiveCode,
  standingAt,
} from '../../../src/domain/live-code.ts';
import { isBoundTo, judgeSignature, type Scrypt } from '../../../src/domain/live-code-check.ts';
import { type Failure, fail, type Outcome } from '../../../src/failures/failure.ts';
import type { Instant } from '../../../src/support/clock.ts';
import { err, ok } from '../../../src/support/result.ts';
import type { UsedCodes } from '../../storage/used-codes.ts';

/** Opens codes (办事码) that the platform cannot be asked about. */
export interface CodeOpener {
  /**
   * What a code says without anybody being asked, as far as that may be relied on: `code.not-genuine`, `code.key-unknown`,
   * `code.not-yet-valid`, `code.expired`, `code.used`, `code.wrong-purpose`, `code.wrong-subject-type`; `code.needs-platform`
   * of codes that only the platform opens, `code.unknown` of anything else, and `clock.*` where nobody here can tell whether
   * it is still good.
   */
  open(question: {
    readonly text: string;
    readonly expect: 'person' | 'enterprise' | undefined;
    readonly caseId: string;
  }): Outcome<OpenedCode>;
  /** Whether whoever has shown a code is whom it stands for: `code.statement-differs`. */
  check(code: OpenedCode, statement: NamedSubject): Promise<Outcome<null>>;
}

/** What opening a code needs. */
export interface CodeOpenerOptions {
  readonly usedCodes: Pick<UsedCodes, 'has'>;
  /** The keys that the platform gave with the items of this window. */
  readonly keys: () => readonly CodeKey[];
  /** Now, by the platform's time as far as it is known. */
  readonly now: () => Instant;
  /** Why nothing that depends on the time can be decided here. */
  readonly clockDrift: () => Failure | undefined;
}

/** The opener of one workstation. */
export function createCodeOpener({
  usedCodes,
  keys,
  now,
  clockDrift,
}: CodeOpenerOptions): CodeOpener {
  return {
    open: ({ text, expect, caseId }) => {
      const read = readLiveCode(text);
      if (read === undefined) {
        return fail(isForPlatformOnly(text) ? 'code.needs-platform' : 'code.unknown');
      }
      const key = judgeSignature(read, keys());
      if (key === 'unknown-key') return fail('code.key-unknown');
      if (key === 'not-genuine') return fail('code.not-genuine');
      const drift = clockDrift();
      if (drift !== undefined) return err(drift);
      const { code } = read;
      const takenAt = now();
      if (usedCodes.has(code)) return fail('code.used');
      switch (standingAt(code, takenAt)) {
        case 'not-yet':
          return fail('code.not-yet-valid');
        case 'expired':
          return fail('code.expired');
      }
      if (code.purpose !== 'mianzhengban') return fail('code.wrong-purpose');
      if (expect !== undefined && (expect === 'person') !== (code.subjectType === 'person')) {
        return fail('code.wrong-subject-type');
      }
      return ok({
        subjectType: code.subjectType,
        nameMasked: code.nameMasked,
        app: appShowing[code.kind],
        taken: { text, takenAt, caseId },
      });
    },
    check: async ({ taken }, statement) => {
      const read = readLiveCode(taken.text);
      const key = read && judgeSignature(read, keys());
      if (read === undefined || key === undefined || typeof key === 'string') {
        return fail('code.key-unknown');
      }
      const isTheirs = await isBoundTo(read.code, statement, key, scrypt);
      return isTheirs ? ok(null) : fail('code.statement-differs');
    },
  };
}

/**
 * Uses up the codes that a case has been given since, in the transaction that stores it: `code.used` where another case was
 * quicker.
 */
export function consumeCodes(
  usedCodes: Pick<UsedCodes, 'add'>,
  before: Pick<Case, 'applicant' | 'present' | 'holders'>,
  next: Pick<Case, 'applicant' | 'present' | 'holders'>,
): Outcome<null> {
  const known = new Set(codesOf(before));
  for (const text of codesOf(next)) {
    const code = known.has(text) ? undefined : liveCode(text);
    const used = code === undefined ? ok(null) : usedCodes.add(code);
    if (!used.ok) return used;
  }
  return ok(null);
}

/** What a text says if it has the layout of a code. */
export function liveCode(text: string): LiveCode | undefined {
  return readLiveCode(text)?.code;
}

function codesOf(subject: Pick<Case, 'applicant' | 'present' | 'holders'>): readonly string[] {
  return everybodyIn(subject).flatMap(({ takenCode }) => takenCode?.text ?? []);
}

const scrypt: Scrypt = (password, salt) =>
  new Promise((resolve, reject) => {
    nodeScrypt(password, salt, bindingLength, bindingCost, (cause, derived) =>
      cause === null ? resolve(derived) : reject(cause),
    );
  });
