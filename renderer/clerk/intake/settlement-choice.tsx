import type { ReactNode } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { KeyCap } from '../desk/work-button.tsx';
import { useTexts } from '../locale/texts.ts';
import { type LineOffer, lineOffers, offerText } from './line-offers.ts';
import { mostNumbers } from './use-number-keys.ts';
import './settlement-choice.css';

interface SettlementChoiceProps {
  readonly line: NonNullable<ClerkCase['waiverList']>['lines'][number];
  /** Place of the line's first offer among those of the list, from 0. */
  readonly place: number;
  /** Takes a way, or takes back the one that was taken. */
  readonly settle: (offer: LineOffer) => void;
}

/** The ways in which one material may be settled without its paper; pressing the one that was taken takes it back. */
export function SettlementChoice({ line, place, settle }: SettlementChoiceProps): ReactNode {
  const { t } = useTexts();
  const offers = lineOffers([line]);
  const pledge = offers.map(({ offer }) => offer).find((offer) => offer.way === 'pledge');
  if (offers.length === 0) return null;
  return (
    <>
      {pledge === undefined ? null : (
        <span className="waiver-note">{t('material.pledge', { sentence: pledge.sentence })}</span>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form of its own inside a table's cell */}
      <div
        className="settlement-choice"
        role="group"
        aria-label={t('settle.label', { material: line.material.name })}
      >
        {offers.map((lineOffer, index) => {
          const { offer, isChosen } = lineOffer;
          const number = place + index < mostNumbers ? place + index + 1 : undefined;
          return (
            <button
              key={offer.way}
              type="button"
              className="settlement-option"
              data-testid={`settle-${line.material.code}-${offer.way}`}
              data-stop=""
              aria-pressed={isChosen}
              {...(number === undefined ? {} : { 'aria-keyshortcuts': String(number) })}
              onClick={() => settle(lineOffer)}
            >
              {offerText(offer, t)}
              {number === undefined ? null : <KeyCap>{number}</KeyCap>}
            </button>
          );
        })}
      </div>
    </>
  );
}
