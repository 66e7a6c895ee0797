import { type ReactNode, useId } from 'react';
import { useTexts } from '../locale/texts.ts';
import './settings-section.css';

interface SettingsSectionProps {
  readonly name:
    | 'platform'
    | 'displays'
    | 'reader'
    | 'secondReader'
    | 'scanner'
    | 'photoDecoder'
    | 'printer'
    | 'language'
    | 'drill'
    | 'changes';
  /** How it is now, in words. */
  readonly state?: ReactNode;
  readonly children: ReactNode;
}

/** One matter of the settings page, under its heading. */
export function SettingsSection({ name, state, children }: SettingsSectionProps): ReactNode {
  const { t } = useTexts();
  const headingId = useId();
  return (
    <section
      className="settings-section"
      data-testid={`settings-${name}`}
      aria-labelledby={headingId}
    >
      <header className="settings-section-heading">
        <h2 id={headingId}>{t(`settings.section.${name}`)}</h2>
        {state}
      </header>
      {children}
    </section>
  );
}
