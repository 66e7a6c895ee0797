import { Button, Form, Input, InputNumber, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import type { Catalogue } from '../../../../src/contracts/misbehaviour-api.ts';
import { usePageTexts } from '../../shared/page-texts.tsx';

type Switch = Catalogue['switches'][number];
type Parameters = Readonly<Record<string, string | number | null | undefined>>;

/** As much of a JSON schema as the parameters of switches use. */
const parametersSchema = z.object({
  properties: z.record(
    z.string(),
    z.object({
      const: z.string().optional(),
      type: z.enum(['string', 'integer', 'number']).optional(),
    }),
  ),
  required: z.array(z.string()).default([]),
});

interface SwitchFormProps {
  readonly switches: readonly Switch[];
  /** Throws the chosen switch, with all its parameters. */
  readonly onThrow: (parameters: Parameters) => void;
}

/** Chooses one of several switches and takes its parameters, whatever they are. */
export function SwitchForm({ switches, onThrow }: SwitchFormProps): ReactNode {
  const { t, language } = usePageTexts();
  const [form] = Form.useForm<Parameters>();
  const [chosenId, choose] = useState(switches[0]?.id);
  const chosen = switches.find(({ id }) => id === chosenId);
  if (chosen === undefined) return null;
  const { properties, required } = parametersSchema.parse(chosen.parameters);
  const fixed = Object.entries(properties).flatMap(([key, schema]) =>
    schema.const === undefined ? [] : [[key, schema.const] as const],
  );
  const open = Object.entries(properties).filter(([, schema]) => schema.const === undefined);
  const finish = (values: Parameters) =>
    onThrow(
      Object.fromEntries([
        ...fixed,
        // What was left empty is not sent.
        ...Object.entries(values).filter(([, value]) => value !== undefined && value !== null),
      ]),
    );
  return (
    <Form form={form} layout="vertical" onFinish={finish} className="switch-form">
      <Form.Item label={t('switch.choice')} htmlFor="switch-choice">
        <Select
          id="switch-choice"
          value={chosen.id}
          onChange={(id) => {
            form.resetFields();
            choose(id);
          }}
          options={switches.map(({ id }) => ({ value: id, label: t(`switch.${id}`) }))}
        />
      </Form.Item>
      {language === 'en' && <p>{chosen.description}</p>}
      <div className="switch-parameters">
        {open.map(([key, { type }]) => (
          <Form.Item
            key={key}
            name={key}
            label={t(`parameter.${key}`)}
            rules={[{ required: required.includes(key), message: t('parameter.required') }]}
          >
            {type === 'string' ? <Input /> : <InputNumber precision={0} />}
          </Form.Item>
        ))}
      </div>
      <Button type="primary" htmlType="submit">
        {t('switch.throw')}
      </Button>
    </Form>
  );
}
