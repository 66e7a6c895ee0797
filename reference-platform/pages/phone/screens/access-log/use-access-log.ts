import { useCallback, useEffect, useState } from 'react';
import type { z } from 'zod';
import {
  type AccessLogEntry,
  accessLogAnswerSchema,
  accessLogPaths,
  type accessLogRequestSchema,
} from '../../../../../src/contracts/access-log-api.ts';
import type { Refusal } from '../../../shared/ask-platform.ts';
import { usePhone } from '../../glass/phone-context.ts';

/** Whose data the log is about. */
export type LoggedSubject = z.infer<typeof accessLogRequestSchema>['subject'];

interface ReadLog {
  /** Nothing until the first page has arrived. */
  readonly entries?: readonly AccessLogEntry[];
  readonly hasMore: boolean;
  readonly refusal?: Refusal;
}

/** The log of one subject, newest first. @param subject stays the same object */
export function useAccessLog(subject: LoggedSubject): ReadLog & { readonly readOn: () => void } {
  const { ask } = usePhone();
  const [log, setLog] = useState<ReadLog>({ hasMore: false });
  const oldest = log.entries?.at(-1)?.id;

  const read = useCallback(
    async (before: number | undefined) => {
      const answer = await ask(accessLogPaths.accessLog, {
        method: 'POST',
        body: { subject, ...(before === undefined ? {} : { before }) },
        answer: accessLogAnswerSchema,
      });
      setLog(({ refusal: _last, ...read }) =>
        answer.ok
          ? {
              entries: [
                ...(read.entries ?? []).filter(({ id }) => before !== undefined && id >= before),
                ...answer.value.entries,
              ],
              hasMore: answer.value.hasMore,
            }
          : { ...read, refusal: answer.problem },
      );
    },
    [ask, subject],
  );
  useEffect(() => void read(undefined), [read]);
  return { ...log, readOn: () => void read(oldest) };
}
