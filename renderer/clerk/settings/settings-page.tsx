import { ReloadOutlined } from '@ant-design/icons';
import { type ReactNode, useEffect, useState } from 'react';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import type { SettingsChange, SettingsView } from '../../../src/contracts/settings.ts';
import { ActionButton } from '../desk/action-button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { useTexts } from '../locale/texts.ts';
import { ChangesSection } from './changes-section.tsx';
import { DeviceSection } from './device-section.tsx';
import { DisplaysSection } from './displays-section.tsx';
import { DrillSection } from './drill-section.tsx';
import { LanguageSection } from './language-section.tsx';
import { LibraryFrame } from './library-frame.tsx';
import { PhotoDecoderSection } from './photo-decoder-section.tsx';
import { PlatformSection } from './platform-section.tsx';
import { PrinterSection } from './printer-section.tsx';
import { SaveBar, type SaveResult } from './save-bar.tsx';
import { focusSetting } from './setting-field.tsx';
import { isSettingName } from './setting-words.ts';
import { pendingChange, type SettingName, settingNames } from './settings-edits.ts';
import type { SettingsForm } from './settings-form.ts';
import { type CounterSettingsState, useCounterSettings } from './use-counter-settings.ts';
import './settings-page.css';

/** The settings of this counter (窗口设置), for the technician and the administrator, and for anybody until it is set up. */
export function SettingsPage({ snapshot }: { readonly snapshot: DeskSnapshot }): ReactNode {
  const { t } = useTexts();
  const counter = useCounterSettings(snapshot.connectivity.drillEndsAt);
  const { view, failure } = counter;
  const isFirstStart = !snapshot.isSetUp;

  return (
    <LibraryFrame>
      <main className="settings-page" data-testid="settings-page">
        <header className="settings-heading">
          <div>
            <h1>{t(isFirstStart ? 'settings.first-heading' : 'settings.heading')}</h1>
            <p>{t(isFirstStart ? 'settings.first-purpose' : 'settings.purpose')}</p>
          </div>
          <ActionButton testId="settings-look-again" icon={<ReloadOutlined />} act={counter.look}>
            {t('settings.look-again')}
          </ActionButton>
        </header>
        <div className="settings-body">
          {failure === undefined ? null : (
            <FailureAlert testId="settings-failure" failure={failure} />
          )}
          {view === undefined ? (
            <p role="status">{failure === undefined ? t('settings.loading') : null}</p>
          ) : (
            <SettingsSheet view={view} counter={counter} snapshot={snapshot} />
          )}
        </div>
      </main>
    </LibraryFrame>
  );
}

interface SettingsSheetProps {
  readonly view: SettingsView;
  readonly counter: CounterSettingsState;
  readonly snapshot: DeskSnapshot;
}

/** Everything that can be set, and the one step that saves it; no form, for a scanner may type Enter into it. */
function SettingsSheet({ view, counter, snapshot }: SettingsSheetProps): ReactNode {
  const desk = useDesk();
  const [edits, setEdits] = useState<SettingsChange>({});
  const [result, setResult] = useState<SaveResult>();
  const [underWay, setUnderWay] = useState(false);
  const change = pendingChange(view.settings, edits);
  const invalid = invalidSetting(result);

  useEffect(() => {
    if (invalid !== undefined) focusSetting(invalid);
  }, [invalid]);

  async function save(): Promise<void> {
    if (underWay) return;
    setUnderWay(true);
    const outcome = await desk.ask('settings:save', change);
    setUnderWay(false);
    if (!outcome.ok) {
      setResult({ kind: 'refused', failure: outcome.problem });
      return;
    }
    counter.keep(change);
    setResult({ kind: 'saved', names: settingNames.filter((name) => change[name] !== undefined) });
    // Whoever has set up the counter without a session may not look any more.
    if (snapshot.session !== undefined) await counter.look();
  }

  const form: SettingsForm = {
    view,
    draft: { ...view.settings, ...edits },
    edit(edited) {
      setEdits({ ...edits, ...edited });
      setResult(undefined);
    },
    invalid,
    snapshot,
  };

  return (
    <div className="settings-sheet">
      <div className="settings-columns">
        <div className="settings-column">
          <PlatformSection form={form} />
          <DisplaysSection form={form} />
          <div className="settings-pair">
            <PrinterSection form={form} />
            <LanguageSection form={form} />
          </div>
          <PhotoDecoderSection form={form} />
          {snapshot.session === undefined ? null : (
            <DrillSection connectivity={snapshot.connectivity} />
          )}
        </div>
        <div className="settings-column">
          <DeviceSection form={form} device="reader" />
          <DeviceSection form={form} device="secondReader" />
          <DeviceSection form={form} device="scanner" />
        </div>
        <div className="settings-written">
          <ChangesSection changes={counter.changes} isLoggedIn={snapshot.session !== undefined} />
        </div>
      </div>
      <SaveBar
        settings={view.settings}
        change={change}
        result={result}
        mayKeepAll={!snapshot.isSetUp}
        underWay={underWay}
        save={() => void save()}
        discard={() => {
          setEdits({});
          setResult(undefined);
        }}
      />
    </div>
  );
}

function invalidSetting(result: SaveResult | undefined): SettingName | undefined {
  if (result?.kind !== 'refused' || result.failure.code !== 'settings.invalid-value') {
    return undefined;
  }
  const key = result.failure.info?.['key'];
  return isSettingName(key) ? key : undefined;
}
