import type { ReactNode } from 'react';
import type { ConsentPage } from '../../../../../src/contracts/evaluator-page.ts';
import { Icon } from '../../glass/icon.tsx';

interface LicenceChoiceProps {
  readonly words: Pick<ConsentPage, 'agreeOne' | 'declineOne'>;
  /** Id of the title of the licence. */
  readonly titleId: string;
  /** Nothing until it was made. */
  readonly isAgreed: boolean | undefined;
  readonly disabled: boolean;
  readonly onChoose: (isAgreed: boolean) => void;
}

/** The choice that a licence has of its own. Neither side is chosen beforehand. */
export function LicenceChoice({
  words,
  titleId,
  isAgreed,
  disabled,
  onChoose,
}: LicenceChoiceProps): ReactNode {
  const side = (agrees: boolean, label: string): ReactNode => (
    <button
      type="button"
      aria-pressed={isAgreed === agrees}
      disabled={disabled}
      onClick={() => onChoose(agrees)}
    >
      <Icon name={isAgreed === agrees ? 'chosen' : 'open'} />
      <span data-canonical>{label}</span>
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need the title of the licence a second time
    <div className="consent-choice" role="group" aria-labelledby={titleId}>
      {side(false, words.declineOne)}
      {side(true, words.agreeOne)}
    </div>
  );
}
