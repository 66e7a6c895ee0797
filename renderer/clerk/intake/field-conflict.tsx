import { type ReactNode, useId, useState } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import type { CodeSet } from '../../../src/domain/code-sets.ts';
import type { ConflictChoice, FormField } from '../../../src/domain/form.ts';
import {
  type ConflictReason,
  conflictReasons,
  noteLimit,
} from '../../../src/domain/form-conflict.ts';
import type { SourcedValue } from '../../../src/domain/sourced-value.ts';
import { Button } from '../desk/button.tsx';
import { TextField } from '../desk/text-field.tsx';
import { useTexts } from '../locale/texts.ts';
import { ChoiceSelect } from './choice-select.tsx';
import { codeSetOf, useFieldText } from './field-text.ts';
import './field-conflict.css';

interface FieldConflictProps {
  readonly field: FormField;
  readonly item: ClerkCase['item'];
  readonly settle: (key: string, choice: ConflictChoice) => Promise<boolean>;
}

/** One side of a dispute: what a source claims, or what was typed in the place of all of them. */
interface Side {
  readonly said: SourcedValue;
  /** Its place among the claims; of what was typed, none. */
  readonly claim?: number;
  readonly isBelieved: boolean;
}

/** What sources say that disagree, side by side; none counts until the clerk has used one and said why. */
export function FieldConflict({ field, item, settle }: FieldConflictProps): ReactNode {
  const { t } = useTexts();
  const { valueText, sourceText } = useFieldText();
  const [chosen, setChosen] = useState<Side>();
  const headingId = useId();
  const { key, name, conflict } = field;
  if (conflict === undefined) return null;
  const { decision } = conflict;
  const codeSet: CodeSet | undefined = codeSetOf(item, key);
  const sides = sidesOf(field);

  return (
    <section
      className="field-conflict"
      data-testid={`field-conflict-${key}`}
      data-decided={decision === undefined ? undefined : ''}
      aria-labelledby={headingId}
    >
      <p id={headingId} className="field-conflict-heading">
        {decision === undefined ? t('conflict.open') : decided()}
      </p>
      <ul>
        {sides.map((side) => (
          <li
            key={side.claim ?? 'typed'}
            data-believed={side.isBelieved ? '' : undefined}
            data-chosen={chosen !== undefined && chosen.claim === side.claim ? '' : undefined}
          >
            <span className="field-conflict-value">{textOf(side)}</span>
            <span className="field-conflict-source">{sourceOf(side)}</span>
            {side.isBelieved ? (
              <span className="field-conflict-adopted">{t('conflict.adopted')}</span>
            ) : (
              <Button
                size="small"
                data-testid={`adopt-${key}-${side.claim ?? 'typed'}`}
                aria-pressed={chosen !== undefined && chosen.claim === side.claim}
                aria-label={t('conflict.adopt-of', {
                  source: sourceText(side.said.provenance),
                  value: textOf(side),
                })}
                onClick={() => setChosen(side)}
              >
                {t('conflict.adopt')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {chosen === undefined ? null : (
        <ConflictReasonForm
          fieldKey={key}
          label={name}
          // A card is its holder's to have corrected, and what was typed nobody keeps.
          mayBeCorrected={sides.some(
            (side) => side.claim !== chosen.claim && isKeptElsewhere(side.said),
          )}
          confirm={async (reasons) => {
            const { claim } = chosen;
            const taken = await settle(key, {
              ...(claim === undefined ? {} : { claim }),
              ...reasons,
            });
            if (taken) setChosen(undefined);
          }}
        />
      )}
    </section>
  );

  function textOf({ said: { value } }: Side): string {
    return value === '' ? t('conflict.empty') : valueText(value, codeSet);
  }

  function sourceOf({ said: { provenance } }: Side): string {
    const recordedOn = provenance.kind === 'typed' ? undefined : provenance.recordedOn;
    const source = sourceText(provenance);
    return recordedOn === undefined
      ? source
      : `${source} · ${t('sources.recorded-on', { date: recordedOn })}`;
  }

  function decided(): string {
    if (decision === undefined) return '';
    const reason = decision.note ?? t(`conflict-reason.${decision.reason}`);
    const parts = [t('conflict.decided', { reason })];
    if (decision.asksCorrection) parts.push(t('conflict.correction-asked'));
    return parts.join(' · ');
  }
}

interface ConflictReasonFormProps {
  readonly fieldKey: string;
  /** What the field is called. */
  readonly label: string;
  readonly mayBeCorrected: boolean;
  readonly confirm: (reasons: Omit<ConflictChoice, 'claim'>) => Promise<void>;
}

/** Why one source is believed: a reason of the list, a word to it, and whether the other should be corrected. */
function ConflictReasonForm(props: ConflictReasonFormProps): ReactNode {
  const { fieldKey, label, mayBeCorrected, confirm } = props;
  const { t } = useTexts();
  const [reason, setReason] = useState<ConflictReason>();
  const [note, setNote] = useState('');
  const [asksCorrection, setAsksCorrection] = useState(false);
  const said = note.trim();
  const isComplete = reason !== undefined && (reason !== 'other' || said !== '');

  function confirmReason(): void {
    if (reason === undefined || !isComplete) return;
    void confirm({
      reason,
      ...(said === '' ? {} : { note: said }),
      ...(mayBeCorrected && asksCorrection ? { asksCorrection: true } : {}),
    });
  }

  return (
    <div className="field-conflict-reason">
      <ChoiceSelect
        aria-label={`${label}: ${t('conflict.reason')}`}
        data-testid={`conflict-reason-${fieldKey}`}
        autoFocus
        choices={['', ...conflictReasons]}
        textOf={(choice) => t(`conflict-reason.${choice as ConflictReason}`)}
        emptyText={t('conflict.choose-reason')}
        value={reason ?? ''}
        choose={async (choice) => {
          setReason(conflictReasons.find((known) => known === choice));
          return true;
        }}
      />
      <TextField
        aria-label={`${label}: ${t('conflict.note')}`}
        data-testid={`conflict-note-${fieldKey}`}
        placeholder={t('conflict.note')}
        maxLength={noteLimit}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          // Confirms, in the place of going on to the next field.
          event.stopPropagation();
          event.preventDefault();
          confirmReason();
        }}
      />
      {mayBeCorrected ? (
        <label className="field-conflict-correction">
          <input
            type="checkbox"
            data-testid={`conflict-correction-${fieldKey}`}
            checked={asksCorrection}
            onChange={(event) => setAsksCorrection(event.target.checked)}
          />
          {t('conflict.asks-correction')}
        </label>
      ) : null}
      <Button
        kind="primary"
        size="small"
        data-testid={`conflict-confirm-${fieldKey}`}
        disabled={!isComplete}
        onClick={confirmReason}
      >
        {t('conflict.confirm')}
      </Button>
    </div>
  );
}

/** The claims, and what was typed where it is none of them. */
function sidesOf({ current, conflict }: FormField): readonly Side[] {
  const { claims = [], decision } = conflict ?? {};
  const isDecided = decision !== undefined;
  const sides = claims.map((said, claim) => ({
    said,
    claim,
    isBelieved: isDecided && said.value === current?.value,
  }));
  // What was typed before the others could be asked is one of them.
  const isAmongThem = claims.some(({ value }) => value === current?.value);
  return current?.provenance.kind === 'typed' && !isAmongThem
    ? [...sides, { said: current, isBelieved: isDecided }]
    : sides;
}

function isKeptElsewhere({ provenance: { kind } }: SourcedValue): boolean {
  return kind === 'licence' || kind === 'person' || kind === 'enterprise';
}
