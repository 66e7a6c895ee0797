import { failureCatalogue } from '../../../src/failures/catalogue.ts';
import type { Failure } from '../../../src/failures/failure.ts';
import type { FailureText } from '../../../src/failures/failure-text.ts';
import { hallDay, hallTime, type Instant } from '../../../src/support/clock.ts';
import type { TextOf } from '../locale/text-key.ts';

/** What support has to know of a failure, a line each; what the person is told comes first. */
export function supportLines(
  { code, info = {} }: Failure,
  { message, detail }: FailureText,
  at: Instant,
  t: TextOf,
): readonly string[] {
  const { actor, retriable } = failureCatalogue[code];
  const facts = Object.entries(info).map(([name, fact]) => `${name} = ${fact}`);
  const line = (label: string, text: string): string => t('failure.line', { label, text });
  return [
    message,
    line(t('failure.code-label'), code),
    line(t('failure.time'), `${hallDay(at)} ${hallTime(at)}`),
    line(t('failure.who'), t(`failure.actor.${actor}`)),
    line(t('failure.retry'), t(`failure.retry.${retriable ? 'useful' : 'useless'}`)),
    line(t('failure.detail'), detail),
    ...(facts.length === 0 ? [] : [line(t('failure.facts'), facts.join(', '))]),
  ];
}
