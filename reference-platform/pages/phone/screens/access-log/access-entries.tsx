import type { ReactNode } from 'react';
import { Problem } from '../../glass/problem.tsx';
import { dayText, timeText } from '../../texts/moment-text.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { byDay } from './days.ts';
import { type LoggedSubject, useAccessLog } from './use-access-log.ts';

/** The looks at one subject's data, day by day, in plain sentences. @param subject stays the same object */
export function AccessEntries({ subject }: { readonly subject: LoggedSubject }): ReactNode {
  const { t, language } = usePhoneTexts();
  const { entries, hasMore, refusal, readOn } = useAccessLog(subject);
  return (
    <>
      {entries?.length === 0 ? <p>{t('access-log.none')}</p> : null}
      {byDay(entries ?? [], ({ at }) => dayText(at, language)).map(({ day, entries }) => (
        <section key={day} className="access-day" aria-label={day}>
          <h2>{day}</h2>
          <ul>
            {entries.map(({ id, at, kind, source, org, operator, cause }) => (
              <li key={id}>
                <time dateTime={at} className="tabular-figures">
                  {timeText(at)}
                </time>
                <span className="card-text">
                  <strong>{t(`access-log.kind.${kind}`, { source })}</strong>
                  <span>{t('access-log.by', { org, operator })}</span>
                  {cause === undefined ? null : <span>{t('access-log.cause', { cause })}</span>}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <Problem refusal={refusal} onRetry={readOn} />
      {hasMore && refusal === undefined ? (
        <div className="buttons">
          <button type="button" className="button-quiet" onClick={readOn}>
            {t('access-log.more')}
          </button>
        </div>
      ) : null}
    </>
  );
}
