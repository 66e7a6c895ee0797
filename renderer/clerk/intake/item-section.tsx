import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClerkCase, DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { useDesk } from '../desk/desk-context.ts';
import { itemName } from './item-name.ts';
import './item-section.css';

interface ItemSectionProps {
  readonly current: ClerkCase;
  readonly items: DeskSnapshot['items'];
}

/** ① What the person has come for: an item, then its variant, which settles the choice. */
export function ItemSection({ current, items }: ItemSectionProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [pointedAt, setPointedAt] = useState<string>();
  const settled = !canChangeItem(current.stage);
  const only = items.length === 1 ? items[0] : undefined;
  const item = items.find(({ code }) => code === pointedAt) ?? current.item ?? only;

  if (items.length === 0 && item === undefined) {
    return <p data-testid="no-items">{t('item.none')}</p>;
  }
  return (
    <div className="item-section">
      <div className="item-list">
        <h3>{t('item.choose')}</h3>
        {(settled && item !== undefined ? [item] : items).map((offered) => (
          <button
            key={offered.code}
            type="button"
            className="item-option"
            data-testid={`item-option-${offered.code}`}
            aria-pressed={offered.code === item?.code}
            disabled={settled}
            onClick={() => setPointedAt(offered.code)}
          >
            <span className="option-name">{offered.name}</span>
            <span className="option-detail">
              {t('item.detail', {
                department: offered.department,
                number: offered.materials.length,
              })}
            </span>
          </button>
        ))}
      </div>
      {item === undefined ? null : (
        <div className="item-list">
          <h3>{t('item.variant')}</h3>
          {item.variants.map((variant) => (
            <button
              key={variant.code}
              type="button"
              className="item-option variant-card"
              data-testid={`variant-${variant.code}`}
              aria-pressed={item.code === current.item?.code && variant.code === current.variant}
              disabled={settled}
              onClick={() =>
                void desk.call('case:choose-item', {
                  caseId: current.id,
                  itemCode: item.code,
                  variant: variant.code,
                })
              }
            >
              <span className="variant-mark" />
              <span className="option-name">{variant.name}</span>
              {variant.minimumAge === undefined ? null : (
                <span className="option-detail">
                  {t('item.minimum-age', { age: variant.minimumAge })}
                </span>
              )}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

/** Until the citizen is asked the item can be chosen anew; what followed from it is then worked out anew. */
export function canChangeItem(stage: ClerkCase['stage']): boolean {
  return (
    stage === 'choosing-item' ||
    stage === 'identifying' ||
    stage === 'matching' ||
    stage === 'reviewing'
  );
}

/** ① in one line. */
export function ItemResult({ current }: { readonly current: ClerkCase }) {
  return (
    <>
      {itemName(current)} · {current.item?.department}
    </>
  );
}
