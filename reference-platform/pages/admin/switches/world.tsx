import { Descriptions } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Refusal } from '../../shared/ask-platform.ts';
import { hallMoment } from '../../shared/hall-moment.ts';
import { usePageTexts } from '../../shared/page-texts.tsx';
import { useAsked } from '../../shared/use-asked.ts';
import { RefusalAlert } from '../refusal-alert.tsx';
import { askCatalogue, askWorld, changeWorld } from './ask-misbehaviour.ts';
import { SwitchForm } from './switch-form.tsx';

/** The platform's identity, clock and snapshots, and changing them. */
export function World(): ReactNode {
  const { t } = usePageTexts();
  const catalogue = useAsked(askCatalogue);
  const world = useAsked(askWorld);
  const [refusal, setRefusal] = useState<Refusal>();
  return (
    <>
      <RefusalAlert refusal={refusal ?? catalogue.refusal ?? world.refusal} />
      {world.answer !== undefined && (
        <Descriptions
          bordered
          size="small"
          column={1}
          items={[
            { key: 'id', label: t('world.platform-id'), children: world.answer.platformId },
            { key: 'at', label: t('world.at'), children: hallMoment(world.answer.at) },
            {
              key: 'shift',
              label: t('world.shift'),
              children: t('world.milliseconds', { ms: world.answer.clockShiftMs }),
            },
            {
              key: 'snapshots',
              label: t('world.snapshots'),
              children: world.answer.snapshots.join('、') || t('world.no-snapshots'),
            },
          ]}
        />
      )}
      {catalogue.answer !== undefined && (
        <SwitchForm
          switches={catalogue.answer.switches.filter(({ kind }) => kind === 'world')}
          onThrow={(change) =>
            void changeWorld(change).then((result) => {
              setRefusal(result.ok ? undefined : result.problem);
              world.ask();
            })
          }
        />
      )}
    </>
  );
}
