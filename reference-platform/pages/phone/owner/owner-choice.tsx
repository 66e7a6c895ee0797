import { type ReactNode, useId, useState } from 'react';
import { adminPaths, peopleAnswerSchema } from '../../../../src/contracts/admin-api.ts';
import { askPlatform } from '../../shared/ask-platform.ts';
import { useAsked } from '../../shared/use-asked.ts';
import { Problem } from '../glass/problem.tsx';
import { usePhoneTexts } from '../texts/phone-texts.ts';
import type { Owner } from './owner.ts';
import './owner-choice.css';

interface OwnerChoiceProps {
  readonly owner: Owner | undefined;
  readonly onChoose: (owner: Owner) => void;
}

/** Where the list lies beside the phone it may stay open. As in `phone-page.css`. */
const besidePhone = matchMedia('(min-width: 760px)');

const people = () => askPlatform(adminPaths.people, { answer: peopleAnswerSchema });

/** Says that all this is a simulation, and lets somebody choose whose phone it is. */
export function OwnerChoice({ owner, onChoose }: OwnerChoiceProps): ReactNode {
  const { t } = usePhoneTexts();
  const { answer, refusal, ask } = useAsked(people);
  const [isOpen, setOpen] = useState(true);
  const label = useId();
  return (
    <aside className="owner" aria-label={t('owner.title')}>
      <p className="owner-banner">{t('owner.simulation')}</p>
      <button
        type="button"
        className="owner-current"
        aria-expanded={isOpen}
        aria-controls={label}
        onClick={() => setOpen(!isOpen)}
      >
        {owner === undefined ? t('owner.title') : t('owner.of', { name: owner.name })}
      </button>
      <div id={label} className="owner-list" hidden={!isOpen}>
        <Problem refusal={refusal} onRetry={ask} />
        <ul>
          {answer?.people.map((person) => (
            <li key={person.idNumber}>
              <button
                type="button"
                aria-pressed={person.idNumber === owner?.idNumber}
                onClick={() => {
                  onChoose(person);
                  setOpen(besidePhone.matches);
                }}
              >
                <span className="owner-name">{person.name}</span>
                <span className="owner-number">{person.idNumber}</span>
                <span className="owner-special">
                  {[person.special, ...person.represents.map(({ name }) => name)]
                    .filter((words) => words !== undefined)
                    .join(' · ')}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </aside>
  );
}
