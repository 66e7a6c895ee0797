import type { Instant } from '../support/clock.ts';

/** How asking for a citizen's consent (用证授权) ended. Everything but `agreed` means: not given. */
export type ConsentOutcome =
  | 'agreed'
  | 'declined'
  | 'timed-out'
  | 'screen-lost'
  | 'page-altered'
  | 'withdrawn';

/** Kinds of input by which an answer can reach the evaluator; only a touch answers. */
export type InputKind = 'touch' | 'mouse' | 'pen' | 'keyboard';

/** One consent page, as main put it together. */
export interface ConsentRequest {
  readonly pageId: string;
  /** SHA-256 (hex) of the page's canonical text, as main composed it. */
  readonly pageDigest: string;
  /** Licence type codes the page asks for. */
  readonly licenceTypes: readonly string[];
}

/** What happened when the citizen was asked once. */
export interface ConsentRecord extends ConsentRequest {
  readonly outcome: ConsentOutcome;
  readonly shownAt?: Instant;
  readonly endedAt: Instant;
  readonly input?: InputKind;
}
