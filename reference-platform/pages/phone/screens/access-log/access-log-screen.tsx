import { type ReactNode, useState } from 'react';
import { Problem } from '../../glass/problem.tsx';
import { ScreenFrame } from '../../glass/screen-frame.tsx';
import { useOwnCodes } from '../../glass/use-own-codes.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { AccessEntries } from './access-entries.tsx';
import type { LoggedSubject } from './use-access-log.ts';
import './access-log.css';

const myself: LoggedSubject = { type: 'person' };

/** 用证记录: who has looked at the data of the person, and of the enterprises that they represent. */
export function AccessLogScreen(): ReactNode {
  const { t } = usePhoneTexts();
  const { answer, refusal, ask } = useOwnCodes();
  const [subject, setSubject] = useState(myself);
  const chosen = subject.type === 'person' ? undefined : subject.uscc;
  return (
    <ScreenFrame title={t('access-log.title')}>
      <p>{t('access-log.no-values')}</p>
      <Problem refusal={refusal} onRetry={ask} />
      {answer === undefined || answer.enterprises.length === 0 ? null : (
        <fieldset className="choices">
          <legend>{t('access-log.whose')}</legend>
          <Choice
            label={t('access-log.myself')}
            isChosen={chosen === undefined}
            onChoose={() => setSubject(myself)}
          />
          {answer.enterprises.map(({ uscc, name }) => (
            <Choice
              key={uscc}
              label={name}
              isChosen={chosen === uscc}
              onChoose={() => setSubject({ type: 'enterprise', uscc })}
            />
          ))}
        </fieldset>
      )}
      <AccessEntries key={chosen} subject={subject} />
    </ScreenFrame>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Choice({ label, isChosen, onChoose }: ChoiceProps): ReactNode {
  return (
    <label className="choice">
      <input type="radio" name="subject" checked={isChosen} onChange={onChoose} />
      {label}
    </label>
  );
}
