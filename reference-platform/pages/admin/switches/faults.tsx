import { Button, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import type { FaultInForce } from '../../../../src/contracts/misbehaviour-api.ts';
import type { Refusal } from '../../shared/ask-platform.ts';
import { usePageTexts } from '../../shared/page-texts.tsx';
import { useAsked } from '../../shared/use-asked.ts';
import { RefusalAlert } from '../refusal-alert.tsx';
import { addFault, askCatalogue, askFaults, endFaults } from './ask-misbehaviour.ts';
import { SwitchForm } from './switch-form.tsx';

/** The faults in force, and putting more in force. */
export function Faults(): ReactNode {
  const { t } = usePageTexts();
  const catalogue = useAsked(askCatalogue);
  const inForce = useAsked(askFaults);
  const [refusal, setRefusal] = useState<Refusal>();
  const after = (result: Awaited<ReturnType<typeof addFault | typeof endFaults>>) => {
    setRefusal(result.ok ? undefined : result.problem);
    inForce.ask();
  };
  return (
    <>
      <RefusalAlert refusal={refusal ?? catalogue.refusal ?? inForce.refusal} />
      {catalogue.answer !== undefined && (
        <SwitchForm
          switches={catalogue.answer.switches.filter(({ kind }) => kind === 'fault')}
          onThrow={(rule) => void addFault(rule).then(after)}
        />
      )}
      <div className="admin-heading">
        <h2>{t('faults.in-force')}</h2>
        <Button onClick={inForce.ask}>{t('faults.refresh')}</Button>
        <Button onClick={() => void endFaults().then(after)}>{t('faults.end-all')}</Button>
      </div>
      <Table<FaultInForce>
        rowKey="id"
        size="small"
        pagination={false}
        dataSource={inForce.answer?.faults ?? []}
        locale={{ emptyText: t('faults.none') }}
        columns={[
          { title: t('switch.choice'), render: (_, { rule }) => t(`switch.${rule.fault}`) },
          { title: t('faults.parameters'), render: (_, { rule }) => parametersOf(rule, t) },
          { title: t('faults.struck'), dataIndex: 'struck', align: 'right' },
          {
            title: t('faults.action'),
            render: (_, { id }) => (
              <Button size="small" onClick={() => void endFaults(id).then(after)}>
                {t('faults.end')}
              </Button>
            ),
          },
        ]}
      />
    </>
  );
}

function parametersOf(
  { fault: _, ...parameters }: FaultInForce['rule'],
  t: (key: string) => string,
): string {
  return Object.entries(parameters)
    .map(([key, value]) => `${t(`parameter.${key}`)}: ${value}`)
    .join(' · ');
}
