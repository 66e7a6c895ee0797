import { DownloadOutlined } from '@ant-design/icons';
import { type ReactNode, useState } from 'react';
import type { Failure } from '../../../src/failures/failure.ts';
import { hallDay, hallTime } from '../../../src/support/clock.ts';
import { ActionButton } from '../desk/action-button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { useTexts } from '../locale/texts.ts';
import { accountText, changeText, type WrittenChange } from './change-words.ts';
import { SettingsSection } from './settings-section.tsx';
import './changes-section.css';

/** Who changed what here, newest first. */
export function ChangesSection({
  changes,
  isLoggedIn,
}: {
  readonly changes: readonly WrittenChange[];
  readonly isLoggedIn: boolean;
}): ReactNode {
  const { t } = useTexts();
  return (
    <SettingsSection name="changes" state={isLoggedIn ? <ExportOfLog /> : undefined}>
      {changes.length === 0 ? (
        <p data-testid="no-changes">{t('settings.changes-none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
        <div className="settings-changes-scroll" tabIndex={0}>
          <table className="settings-changes tabular-figures" data-testid="settings-changes-table">
            <thead>
              <tr>
                <th scope="col">{t('settings.changes-at')}</th>
                <th scope="col">{t('settings.changes-by')}</th>
                <th scope="col">{t('settings.changes-what')}</th>
                <th scope="col">{t('settings.changes-before')}</th>
                <th scope="col">{t('settings.changes-after')}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => {
                const { what, before, after } = changeText(change, t);
                return (
                  <tr key={`${change.at} ${what}`}>
                    <td>
                      {hallDay(change.at)} {hallTime(change.at)}
                    </td>
                    <td>{accountText(change, t)}</td>
                    <td>{what}</td>
                    <td>{before}</td>
                    <td>{after}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </SettingsSection>
  );
}

/** Takes the whole audit log (审计日志), of which the changes are a part, to a file that anybody can verify. */
function ExportOfLog(): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const [result, setResult] = useState<Failure | 'saved'>();

  async function exportLog(): Promise<void> {
    const outcome = await desk.ask('audit:export', null);
    if (!outcome.ok) setResult(outcome.problem);
    else setResult(outcome.value.saved ? 'saved' : undefined);
  }

  return (
    <>
      <p role="status" data-testid="audit-exported">
        {result === 'saved' ? t('settings.audit-exported') : null}
      </p>
      {result === undefined || result === 'saved' ? null : (
        <FailureAlert testId="audit-failure" failure={result} />
      )}
      <ActionButton testId="export-audit-log" icon={<DownloadOutlined />} act={exportLog}>
        {t('settings.export-audit-log')}
      </ActionButton>
    </>
  );
}
