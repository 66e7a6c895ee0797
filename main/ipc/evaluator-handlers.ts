import type { EvaluatorCalls } from '../../src/contracts/evaluator-ipc.ts';
import { ok } from '../../src/support/result.ts';
import type { CaseDesk } from '../case-desk/case-desk.ts';
import type { EvaluatorDesk } from '../case-desk/citizen-screen/evaluator-desk.ts';
import type { Handlers } from './answer-calls.ts';

/** What each of the evaluator's three calls does. */
export function evaluatorHandlers(
  cases: CaseDesk,
  evaluator: EvaluatorDesk,
  heard: { readonly onAlive: () => void; readonly onActed: () => void },
): Handlers<EvaluatorCalls> {
  return {
    'page:shown': async ({ pageId, digest }) => {
      cases.pageShown(pageId, digest);
      return ok(null);
    },
    'page:acted': async ({ pageId, act, input }) => {
      heard.onActed();
      return cases.pageActed(pageId, act, input);
    },
    'page:alive': async () => {
      heard.onAlive();
      return ok(evaluator.current());
    },
  };
}
