import { type ReactNode, useId } from 'react';
import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';
import type { InputKind } from '../../src/domain/consent.ts';
import { Facts } from '../shared/facts.tsx';
import type { SingleChoice } from './single-choices.ts';
import { TouchButton } from './touch-button.tsx';

interface LicenceCardProps {
  licence: ConsentPage['licences'][number];
  position: number;
  words: Pick<ConsentPage, 'agreeOne' | 'declineOne'>;
  choice: SingleChoice | undefined;
  disabled: boolean;
  onChoose: (choice: SingleChoice) => void;
}

/** One licence and the choice that it has of its own. What follows from declining it stands out once it is declined. */
export function LicenceCard({
  licence,
  position,
  words,
  choice,
  disabled,
  onChoose,
}: LicenceCardProps): ReactNode {
  const titleId = useId();
  const Title = licence.isSensitive ? 'h3' : 'h2';
  const state = choice === undefined ? 'undecided' : choice.isAgreed ? 'agreed' : 'declined';
  const choose = (isAgreed: boolean) => (input: InputKind) => onChoose({ isAgreed, input });

  return (
    <section
      className="licence"
      aria-labelledby={titleId}
      data-testid="licence-card"
      data-choice={state}
    >
      <div>
        <Title id={titleId} data-canonical>
          {licence.title}
        </Title>
        <Facts facts={licence.facts} />
      </div>
      <div className="choices">
        <ChoiceButton
          testId={`licence-${position}-decline`}
          label={words.declineOne}
          isChosen={state === 'declined'}
          disabled={disabled}
          onPress={choose(false)}
        />
        <ChoiceButton
          testId={`licence-${position}-agree`}
          label={words.agreeOne}
          isChosen={state === 'agreed'}
          disabled={disabled}
          onPress={choose(true)}
        />
      </div>
    </section>
  );
}

interface ChoiceButtonProps {
  testId: string;
  label: string;
  isChosen: boolean;
  disabled: boolean;
  onPress: (input: InputKind) => void;
}

function ChoiceButton({ label, isChosen, ...button }: ChoiceButtonProps): ReactNode {
  return (
    <TouchButton className="choice" aria-pressed={isChosen} {...button}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="12" r="10" />
        {isChosen && <path d="M7 12.5l3.5 3.5 6.5-7.5" />}
      </svg>
      <span data-canonical>{label}</span>
    </TouchButton>
  );
}
