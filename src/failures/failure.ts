import { err, type Result } from '../support/result.ts';
import type { FailureCode, FailureInfo } from './catalogue.ts';

/**
 * Why something did not happen, as a stable code that support and locale files know.
 * `info` fills the placeholders of the text and never holds personal data, codes or tokens.
 */
export interface Failure {
  readonly code: FailureCode;
  readonly info?: Readonly<Record<string, string | number>>;
}

/** A value, or a catalogued failure. */
export type Outcome<Value> = Result<Value, Failure>;

/** Builds a failure; `info` holds what the catalogue says may come with the code. */
export function failure<Code extends FailureCode>(code: Code, info?: FailureInfo<Code>): Failure {
  return info === undefined ? { code } : { code, info: info as NonNullable<Failure['info']> };
}

/** Builds an outcome that failed. */
export function fail<Code extends FailureCode>(
  code: Code,
  info?: FailureInfo<Code>,
): { readonly ok: false; readonly problem: Failure } {
  return err(failure(code, info));
}
