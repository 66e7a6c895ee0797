import { Select } from 'antd';
import { type ReactNode, useState } from 'react';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { ActionButton } from '../desk/action-button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { useNow } from '../desk/use-now.ts';
import { moment } from '../locale/moments.ts';
import { useTexts } from '../locale/texts.ts';
import { SettingsSection } from './settings-section.tsx';

/** How long a drill may be chosen to last, in minutes. */
const lengths = [30, 60, 120, 240] as const;

/** 演练: has the counter practise as if the platform were away. Takes effect at once, and is saved with nothing else. */
export function DrillSection({ connectivity }: Pick<DeskSnapshot, 'connectivity'>): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const now = new Date(useNow()).toISOString();
  const [minutes, setMinutes] = useState<number>(60);
  const { drillEndsAt } = connectivity;
  return (
    <SettingsSection name="drill">
      <p>{t('drill.purpose')}</p>
      {drillEndsAt === undefined ? (
        <div className="platform-fields">
          <Select
            aria-label={t('drill.length')}
            data-testid="drill-minutes"
            options={lengths.map((value) => ({
              value,
              label: t('drill.minutes', { minutes: value }),
            }))}
            value={minutes}
            onChange={setMinutes}
          />
          <ActionButton testId="begin-drill" act={() => desk.call('drill:begin', { minutes })}>
            {t('drill.begin')}
          </ActionButton>
        </div>
      ) : (
        <>
          <p role="status" data-testid="drill-on">
            {t('offline.drill.until', { time: moment(drillEndsAt, now) })}
          </p>
          <ActionButton testId="end-drill" act={() => desk.call('drill:end', null)}>
            {t('action.end-drill')}
          </ActionButton>
        </>
      )}
    </SettingsSection>
  );
}
