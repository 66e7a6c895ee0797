import { memo, type ReactNode } from 'react';
import type { OfferedCase } from '../../../src/contracts/clerk-ipc.ts';
import { usePerform } from '../commands/command-context.ts';
import { declineOffer, takeUpOffer } from '../commands/desk-commands.ts';
import { Button } from '../desk/button.tsx';
import { moment } from '../locale/moments.ts';
import { useTexts } from '../locale/texts.ts';

/** A case that another window offers: whose it is, what it is about, from where; taken up, or given back. */
export const OfferLine = memo(function OfferLine(props: {
  readonly offer: OfferedCase;
}): ReactNode {
  const { handoverId, applicantMasked, itemName, from, since } = props.offer;
  const { t } = useTexts();
  const perform = usePerform();
  return (
    <li className="offer-line">
      <button
        type="button"
        className="case-line"
        data-testid="offer-line"
        data-group="offered"
        data-stop=""
        onClick={() => perform(`take up ${handoverId}`, takeUpOffer(handoverId))}
      >
        <span className="case-line-name">{applicantMasked}</span>
        <span className="case-line-item">{itemName}</span>
        <span className="case-line-state tabular-figures">
          {moment(since, new Date().toISOString())}
        </span>
        <span className="offer-line-from">{t('offers.from', { window: from })}</span>
      </button>
      <Button
        kind="quiet"
        size="small"
        data-testid="decline-offer"
        aria-label={t('offers.decline-of', { name: applicantMasked })}
        onClick={() => perform(`decline ${handoverId}`, declineOffer(handoverId))}
      >
        {t('offers.decline')}
      </Button>
    </li>
  );
});
