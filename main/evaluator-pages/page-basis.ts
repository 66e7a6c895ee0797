import type { EvaluatorPage } from '../../src/contracts/evaluator-page.ts';
import type { PageStyle } from '../../src/domain/consent.ts';

/** Looks a text up in `resources/locales/<language>/citizen.json` and fills its `{{places}}` without escaping. */
export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** What every page of the citizen's screen is made with. */
export interface PageBasis extends PageStyle {
  readonly pageId: string;
  /** Made in a drill: it says so. */
  readonly isDrill?: true;
  /** Words of that same language. */
  readonly words: Words;
}

/** One kind of page. */
export type PageOfKind<Kind extends EvaluatorPage['kind']> = Extract<EvaluatorPage, { kind: Kind }>;
