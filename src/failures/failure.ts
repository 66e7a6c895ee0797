import { err, type Result } from '../support/result.ts';
import type { FailureCode } from './catalogue.ts';

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

/** Builds a failure. */
export function failure(code: FailureCode, info?: Failure['info']): Failure {
  return info === undefined ? { code } : { code, info };
}

/** Builds an outcome that failed. */
export function fail(
  code: FailureCode,
  info?: Failure['info'],
): { readonly ok: false; readonly problem: Failure } {
  return err(failure(code, info));
}
