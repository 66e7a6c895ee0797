import { type KeyboardEvent, memo, type ReactNode, useEffect, useRef } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { Button } from '../desk/button.tsx';
import { moveFocus } from '../desk/move-focus.ts';
import { SearchField } from '../desk/search-field.tsx';
import { useTexts } from '../locale/texts.ts';
import { ageText } from './age-text.ts';
import { type ChosenItem, itemName } from './item-name.ts';
import { ItemOption } from './item-option.tsx';
import { type Item, type ItemChoice, useItemChoice } from './use-item-choice.ts';
import { mostNumbers } from './use-number-keys.ts';
import './item-section.css';

interface ItemSectionProps {
  readonly current: ClerkCase;
  readonly items: readonly Item[];
}

/** ① What the person has come for: an item, then its variant, which settles the choice. */
export function ItemSection({ current, items }: ItemSectionProps): ReactNode {
  const { t } = useTexts();
  const choice = useItemChoice(current, items);
  if (items.length === 0 && choice.item === undefined) {
    return <p data-testid="no-items">{t('item.none')}</p>;
  }
  return (
    <div className="item-section">
      <ItemList choice={choice} />
      <VariantList choice={choice} current={current} />
    </div>
  );
}

function ItemList({ choice }: { readonly choice: ItemChoice }): ReactNode {
  const { t } = useTexts();
  const { offered, found, item, isVariantNext, settled, point } = choice;

  function pointAtFirst(event: KeyboardEvent): void {
    const [first] = found;
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || first === undefined) return;
    // The focus goes on to a variant, which the same key must not press.
    event.preventDefault();
    point(first);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys move between its buttons
    <div className="item-list" onKeyDown={moveFocus}>
      <h3>{t('item.choose')}</h3>
      {offered.length <= mostNumbers ? null : (
        <SearchField
          data-testid="item-search"
          data-first-field=""
          data-takes-numbers=""
          label={t('item.search')}
          value={choice.typed}
          onChange={(event) => choice.type(event.target.value)}
          onKeyDown={pointAtFirst}
        />
      )}
      {found.map((each, index) => (
        <ItemOption
          key={each.code}
          testId={`item-option-${each.code}`}
          name={each.name}
          detail={t('item.detail', { department: each.department, number: each.materialCount })}
          place={index}
          isNext={!isVariantNext}
          isPressed={each.code === item?.code}
          isSettled={settled}
          onPress={() => point(each)}
        />
      ))}
      {found.length > 0 ? null : <p role="status">{t('item.none-found')}</p>}
    </div>
  );
}

interface VariantListProps {
  readonly choice: ItemChoice;
  readonly current: ClerkCase;
}

/** The variant, found by questions to the applicant with the number keys, or pointed at. */
function VariantList({ choice, current }: VariantListProps): ReactNode {
  const { t } = useTexts();
  const { item, pointedAt, question, settled, choose } = choice;
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (pointedAt !== undefined && question !== undefined) {
      list.current?.querySelector('button')?.focus();
    }
  }, [pointedAt, question]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys move between its buttons
    <div className="item-list" ref={list} onKeyDown={moveFocus}>
      <h3>{t(question === undefined ? 'item.variant' : 'item.by-question')}</h3>
      {item === undefined ? <p className="item-list-empty">{t('item.first')}</p> : null}
      {question === undefined ? null : (
        <>
          <VariantQuestions choice={choice} question={question} />
          <h3>{t('item.variant-directly')}</h3>
        </>
      )}
      {item?.variants.map((variant, index) => (
        <ItemOption
          key={variant.code}
          testId={`variant-${variant.code}`}
          name={variant.name}
          detail={ageText(variant, t)}
          place={index}
          isNext={false}
          isPressed={item.code === current.item?.code && variant.code === current.variant}
          isSettled={settled}
          onPress={() => choose(item, variant)}
        />
      ))}
    </div>
  );
}

interface VariantQuestionsProps {
  readonly choice: ItemChoice;
  readonly question: NonNullable<ItemChoice['question']>;
}

function VariantQuestions({ choice, question }: VariantQuestionsProps): ReactNode {
  const { t } = useTexts();
  const { settled, answer, askAgain } = choice;
  return (
    <>
      <p className="variant-question" aria-live="polite" data-testid="variant-question">
        {question.text}
      </p>
      {question.answers.map((given, index) => (
        <ItemOption
          key={given.text}
          testId={`answer-${index + 1}`}
          name={given.text}
          place={index}
          isNext
          isPressed={false}
          isSettled={settled}
          onPress={() => answer(given)}
        />
      ))}
      {askAgain === undefined ? null : (
        <Button
          kind="quiet"
          size="small"
          data-testid="question-back"
          data-stop=""
          onClick={askAgain}
        >
          {t('item.question-back')}
        </Button>
      )}
    </>
  );
}

/** ① in one line. */
export const ItemResult = memo(function ItemResult(chosen: ChosenItem): ReactNode {
  const { t } = useTexts();
  return (
    <>
      {itemName(chosen, t)} · {chosen.item?.department}
    </>
  );
});
