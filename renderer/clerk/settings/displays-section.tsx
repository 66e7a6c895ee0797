import { Radio } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import type { DisplayChoice, ListedDisplay } from '../../../src/contracts/settings.ts';
import type { Failure } from '../../../src/failures/failure.ts';
import { ActionButton } from '../desk/action-button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { useTexts } from '../locale/texts.ts';
import { displayName, displaySize, useSettingWords } from './setting-words.ts';
import { displayOfChoice } from './settings-edits.ts';
import type { SettingsForm } from './settings-form.ts';
import { SettingsSection } from './settings-section.tsx';
import './displays-section.css';

const automatic = 'automatic';
const absent = 'absent';

/** Which of the displays the citizen sees. */
export function DisplaysSection({ form }: { readonly form: SettingsForm }): ReactNode {
  const { t } = useTexts();
  const { valueText } = useSettingWords();
  const questionId = useId();
  const { draft, edit, view } = form;
  const { displays } = view;
  const choice = draft.evaluatorDisplay;
  const missed = choice !== null && displayOfChoice(displays, choice) === undefined;

  function choose(option: string): void {
    const display = displays.find(({ number }) => String(number) === option);
    if (option === automatic) edit({ evaluatorDisplay: null });
    else if (display !== undefined) edit({ evaluatorDisplay: choiceOf(display) });
    else edit({ evaluatorDisplay: view.settings.evaluatorDisplay });
  }

  return (
    <SettingsSection name="displays">
      <div className="display-options">
        <p id={questionId}>{t('settings.displays-choose')}</p>
        <Radio.Group
          data-testid="setting-evaluatorDisplay"
          aria-labelledby={questionId}
          vertical
          value={optionOf(choice, displays)}
          onChange={({ target }) => choose(target.value)}
        >
          <Radio value={automatic}>{t('settings.display-automatic')}</Radio>
          {displays.map((display) => (
            <Radio
              key={display.number}
              value={String(display.number)}
              disabled={display.isClerk}
              data-testid={`display-${display.number}`}
            >
              <DisplayFacts display={display} />
            </Radio>
          ))}
          {missed ? (
            <Radio value={absent}>
              {t('settings.display-absent', { name: valueText('evaluatorDisplay', choice) })}
            </Radio>
          ) : null}
        </Radio.Group>
      </div>
      {displays.length > 1 ? null : <p>{t('settings.displays-only-one')}</p>}
      <DisplayNumbers />
    </SettingsSection>
  );
}

function optionOf(choice: DisplayChoice | null, displays: readonly ListedDisplay[]): string {
  if (choice === null) return automatic;
  const display = displayOfChoice(displays, choice);
  return display === undefined ? absent : String(display.number);
}

function choiceOf({ id, label, bounds }: ListedDisplay): DisplayChoice {
  return { id, label, bounds };
}

function DisplayFacts({ display }: { readonly display: ListedDisplay }): ReactNode {
  const { t } = useTexts();
  const { number, isClerk, isEvaluator } = display;
  return (
    <span className="tabular-figures">
      {t('settings.display', { number, name: displayName(display, t), size: displaySize(display) })}
      {isClerk ? <span className="display-use">{t('settings.display-of-clerk')}</span> : null}
      {isEvaluator ? (
        <span className="display-use">{t('settings.display-of-evaluator')}</span>
      ) : null}
    </span>
  );
}

/** Has every display say which one it is. */
function DisplayNumbers(): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const [told, setTold] = useState<'shown' | Failure>();

  async function show(): Promise<void> {
    const outcome = await desk.ask('settings:show-display-numbers', null);
    setTold(outcome.ok ? 'shown' : outcome.problem);
  }

  return (
    <div className="display-numbers">
      <ActionButton testId="show-display-numbers" act={show}>
        {t('settings.show-numbers')}
      </ActionButton>
      <span role="status" className="setting-hint">
        {told === 'shown' ? t('settings.numbers-shown') : null}
      </span>
      {told === undefined || told === 'shown' ? null : (
        <FailureAlert testId="display-numbers-failure" failure={told} />
      )}
    </div>
  );
}
