import { Button, Form, InputNumber, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import type { AdministeredWorkstation } from '../../../../src/contracts/workstation-api.ts';
import type { Refusal } from '../../shared/ask-platform.ts';
import { usePageTexts } from '../../shared/page-texts.tsx';
import { RefusalAlert } from '../refusal-alert.tsx';
import { changeSettings } from './ask-workstations.ts';

type Settings = AdministeredWorkstation['settings'];

interface WorkstationSettingsFormProps {
  readonly workstation: AdministeredWorkstation;
  readonly onChanged: () => void;
}

/** What the platform settles for one workstation; it is told of a change at once. */
export function WorkstationSettingsForm({
  workstation: { workstationId, settings },
  onChanged,
}: WorkstationSettingsFormProps): ReactNode {
  const { t } = usePageTexts();
  const [refusal, setRefusal] = useState<Refusal>();

  async function change(changed: Omit<Settings, 'version'>): Promise<void> {
    const result = await changeSettings({ workstationId, ...changed });
    setRefusal(result.ok ? undefined : result.problem);
    if (result.ok) onChanged();
  }

  return (
    <Form
      layout="vertical"
      initialValues={settings}
      onFinish={(values: Omit<Settings, 'version'>) => void change(values)}
    >
      <RefusalAlert refusal={refusal} />
      <p>{t('workstations.settings', { version: settings.version, id: workstationId })}</p>
      <div className="switch-parameters">
        <Form.Item name="windows" label={t('workstations.windows')} rules={[{ required: true }]}>
          <Select mode="tags" open={false} suffixIcon={null} />
        </Form.Item>
        {Object.keys(settings.limits).map((limit) => (
          <Form.Item
            key={limit}
            name={['limits', limit]}
            label={t(`limit.${limit}`)}
            rules={[{ required: true }]}
          >
            <InputNumber precision={0} min={0} />
          </Form.Item>
        ))}
      </div>
      <Button htmlType="submit">{t('workstations.save')}</Button>
    </Form>
  );
}
