import { type ReactNode, useId } from 'react';
import './whose-consent.css';

interface WhoseConsentProps {
  readonly label: string;
  /** Whose they are, by page. */
  readonly consents: readonly { readonly pageId: string; readonly nameMasked: string }[];
  readonly chosen: string | undefined;
  readonly onChoose: (pageId: string) => void;
}

/** Chooses one of several people's consents. */
export function WhoseConsent({ label, consents, chosen, onChoose }: WhoseConsentProps): ReactNode {
  const name = useId();
  return (
    <fieldset className="whose-consent">
      <legend>{label}</legend>
      {consents.map(({ pageId, nameMasked }) => (
        <label key={pageId}>
          <input
            type="radio"
            name={name}
            data-testid={`whose-${pageId}`}
            checked={pageId === chosen}
            onChange={() => onChoose(pageId)}
          />
          {nameMasked}
        </label>
      ))}
    </fieldset>
  );
}
