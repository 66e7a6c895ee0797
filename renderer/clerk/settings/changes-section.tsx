import type { ReactNode } from 'react';
import { hallDay, hallTime } from '../../../src/support/clock.ts';
import { useTexts } from '../locale/texts.ts';
import { accountText, changeText, type WrittenChange } from './change-words.ts';
import { SettingsSection } from './settings-section.tsx';
import './changes-section.css';

/** Who changed what here, newest first. */
export function ChangesSection({
  changes,
}: {
  readonly changes: readonly WrittenChange[];
}): ReactNode {
  const { t } = useTexts();
  return (
    <SettingsSection name="changes">
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
