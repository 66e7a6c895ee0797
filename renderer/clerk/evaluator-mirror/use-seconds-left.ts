import type { EvaluatorMirror } from '../../../src/contracts/evaluator-page.ts';
import { useDeskView } from '../desk/desk-context.ts';
import { useNow } from '../desk/use-now.ts';

/** Whole seconds the citizen has left, counted down from what main last said; none while no answer is awaited. */
export function useSecondsLeft({ secondsLeft, state }: EvaluatorMirror): number | undefined {
  const { arrivedAt } = useDeskView();
  useNow();
  if (secondsLeft === undefined || state !== 'shown') return undefined;
  return Math.max(0, Math.ceil(secondsLeft - (performance.now() - arrivedAt) / 1000));
}
