import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';
import {
  commitmentTo,
  openingHash,
  type PageDigests,
  pageDigests,
} from '../../src/evidence/evidence-record.ts';
import { consentPageText } from '../../src/evidence/page-text.ts';
import {
  profileOf,
  type SignatureAlgorithm,
} from '../../src/evidence/profiles/evidence-profile.ts';
import type { RandomBytes } from '../../src/support/ids.ts';

/** The opening of one record, and commitments to numbers under it. */
export interface Commitments {
  /** 32 bytes in hex, made for this record. */
  readonly opening: string;
  readonly openingHash: string;
  /** The commitment to a number; each is calculated once. */
  to(number: string): string;
}

/** What can be calculated of a page's record before the page is answered. */
export interface PreparedEvidence {
  readonly pageId: string;
  /** The page's canonical text. */
  readonly pageText: string;
  readonly digests: PageDigests;
  readonly commitments: Commitments;
}

/** Draws the opening of a record. */
export function newCommitments(alg: SignatureAlgorithm, randomBytes: RandomBytes): Commitments {
  const profile = profileOf(alg);
  const opening = Buffer.from(randomBytes(32)).toString('hex');
  const known = new Map<string, string>();
  return {
    opening,
    openingHash: openingHash(profile, opening),
    to: (number) => {
      const commitment = known.get(number) ?? commitmentTo(profile, opening, number);
      known.set(number, commitment);
      return commitment;
    },
  };
}

/**
 * Calculates what the record of a page will say whatever its answer is: a citizen who has answered waits for the rest only.
 * @param numbers numbers of people and licences that the record will commit to; one that is missing is calculated later
 */
export function prepareEvidence(
  page: ConsentPage,
  numbers: readonly string[],
  alg: SignatureAlgorithm,
  randomBytes: RandomBytes,
): PreparedEvidence {
  const pageText = consentPageText(page);
  const commitments = newCommitments(alg, randomBytes);
  for (const number of numbers) commitments.to(number);
  const digests = pageDigests(profileOf(alg), pageText);
  return { pageId: page.pageId, pageText, digests, commitments };
}
