import type { ReactNode } from 'react';
import type { SettingsChange } from '../../../src/contracts/settings.ts';
import type { Failure } from '../../../src/failures/failure.ts';
import { Button } from '../desk/button.tsx';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { useTexts } from '../locale/texts.ts';
import { isSettingName, useSettingWords } from './setting-words.ts';
import {
  type CounterSettings,
  type SettingEffect,
  type SettingName,
  settingEffects,
  settingNames,
} from './settings-edits.ts';
import './save-bar.css';

/** How the last save ended. */
export type SaveResult =
  | { readonly kind: 'saved'; readonly names: readonly SettingName[] }
  | { readonly kind: 'refused'; readonly failure: Failure };

interface SaveBarProps {
  readonly settings: CounterSettings;
  readonly change: SettingsChange;
  readonly result: SaveResult | undefined;
  /** Saving makes sense without a change too: what is there is to be kept as it is. */
  readonly mayKeepAll: boolean;
  readonly underWay: boolean;
  readonly save: () => void;
  readonly discard: () => void;
}

/** What would change, what has come of the last save, and the buttons for both. */
export function SaveBar(props: SaveBarProps): ReactNode {
  const { t } = useTexts();
  const { change, result, mayKeepAll, underWay } = props;
  const isUnchanged = Object.keys(change).length === 0;
  return (
    <footer className="save-bar">
      {result?.kind === 'refused' ? <Refusal failure={result.failure} /> : null}
      <div className="save-bar-note" role="status">
        {isUnchanged ? <LastResult result={result} /> : <PendingChange {...props} />}
      </div>
      <Button
        data-testid="settings-discard"
        size="large"
        disabled={isUnchanged || underWay}
        onClick={props.discard}
      >
        {t('settings.discard')}
      </Button>
      <Button
        data-testid="settings-save"
        kind="primary"
        size="large"
        disabled={isUnchanged && !mayKeepAll}
        busy={underWay}
        onClick={props.save}
      >
        {t('settings.save')}
      </Button>
    </footer>
  );
}

function PendingChange({ settings, change }: SaveBarProps): ReactNode {
  const { t } = useTexts();
  const { nameText, valueText } = useSettingWords();
  const names = settingNames.filter((name) => change[name] !== undefined);
  return (
    <>
      <p className="save-bar-heading">{t('settings.pending', { number: names.length })}</p>
      <ul data-testid="settings-pending">
        {names.map((name) => (
          <li key={name}>
            {t('settings.from-to', {
              name: nameText(name),
              before: valueText(name, settings[name]),
              after: valueText(name, change[name] ?? null),
              effect: t(`settings.effect.${settingEffects[name]}`),
            })}
          </li>
        ))}
      </ul>
    </>
  );
}

function LastResult({ result }: Pick<SaveBarProps, 'result'>): ReactNode {
  const { t } = useTexts();
  const { namesText } = useSettingWords();
  if (result?.kind !== 'saved') return t('settings.unchanged');
  const effects = [...new Set(result.names.map((name) => settingEffects[name]))];
  const of = (effect: SettingEffect) =>
    result.names.filter((name) => settingEffects[name] === effect);
  return (
    <div data-testid="settings-saved">
      <p className="save-bar-heading">{t('settings.saved')}</p>
      {effects.map((effect) => (
        <p key={effect}>
          {t('settings.saved-effect', {
            names: namesText(of(effect)),
            effect: t(`settings.effect.${effect}`),
          })}
        </p>
      ))}
    </div>
  );
}

/** Why nothing was saved; a setting is called what the page calls it. */
function Refusal({ failure }: { readonly failure: Failure }): ReactNode {
  const { nameText } = useSettingWords();
  const key = failure.info?.['key'];
  const named = isSettingName(key)
    ? { ...failure, info: { ...failure.info, key: nameText(key) } }
    : failure;
  return (
    <div className="save-bar-refusal">
      <FailureAlert testId="settings-save-failure" failure={named} />
    </div>
  );
}
