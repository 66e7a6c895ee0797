import { Alert, Button, Form, Input, Popconfirm, Space, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import type {
  AdministeredWorkstation,
  EnrolmentCodeAnswer,
  EnrolmentCodeRequest,
} from '../../../../src/contracts/workstation-api.ts';
import { evidencePaths } from '../../../../src/evidence/evidence-api.ts';
import type { Refusal } from '../../shared/ask-platform.ts';
import { hallMoment } from '../../shared/hall-moment.ts';
import { usePageTexts } from '../../shared/page-texts.tsx';
import { useAsked } from '../../shared/use-asked.ts';
import { RefusalAlert } from '../refusal-alert.tsx';
import { StateTag } from '../state-tag.tsx';
import { askForks, askWorkstations, countEvidence, makeCode, revoke } from './ask-workstations.ts';
import { AuditForks } from './audit-forks.tsx';
import { WorkstationSettingsForm } from './workstation-settings-form.tsx';

/** The enrolled workstations: letting one in, settling what it may do, shutting one out. */
export function Workstations(): ReactNode {
  const { t } = usePageTexts();
  const { answer, refusal: unlisted, ask } = useAsked(askWorkstations);
  const { answer: evidence } = useAsked(countEvidence);
  const { answer: compared, ask: compare } = useAsked(askForks);
  const [code, setCode] = useState<EnrolmentCodeAnswer>();
  const [refusal, setRefusal] = useState<Refusal>();

  async function showCode(request: EnrolmentCodeRequest): Promise<void> {
    const made = await makeCode(request);
    setRefusal(made.ok ? undefined : made.problem);
    setCode(made.ok ? made.value : undefined);
  }

  async function shutOut(workstationId: string): Promise<void> {
    const revoked = await revoke(workstationId);
    setRefusal(revoked.ok ? undefined : revoked.problem);
    ask();
  }

  return (
    <>
      <RefusalAlert refusal={refusal ?? unlisted} onRetry={ask} />
      <Form
        layout="inline"
        className="switch-form"
        initialValues={{ windowId: 'A07' }}
        onFinish={({ windowId, name }: { readonly windowId: string; readonly name: string }) =>
          void showCode({ windowId, name })
        }
      >
        <Form.Item name="windowId" label={t('workstations.window')} rules={[{ required: true }]}>
          <Input style={{ width: 96 }} />
        </Form.Item>
        <Form.Item name="name" label={t('workstations.name')} rules={[{ required: true }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Button type="primary" htmlType="submit">
          {t('workstations.make-code')}
        </Button>
      </Form>
      {code !== undefined && (
        <Alert
          type="info"
          role="status"
          title={<span className="enrolment-code">{code.code}</span>}
          description={t('workstations.code-explained', {
            until: hallMoment(code.expiresAt),
          })}
        />
      )}
      <div className="admin-heading">
        <h2>{t('workstations.enrolled')}</h2>
        <Button
          onClick={() => {
            ask();
            compare();
          }}
        >
          {t('faults.refresh')}
        </Button>
      </div>
      <Table<AdministeredWorkstation>
        rowKey="workstationId"
        size="small"
        pagination={false}
        dataSource={answer?.workstations ?? []}
        locale={{ emptyText: t('workstations.none') }}
        expandable={{
          columnTitle: <span className="unseen">{t('page.details')}</span>,
          expandedRowRender: (workstation) => (
            <WorkstationSettingsForm
              key={workstation.settings.version}
              workstation={workstation}
              onChanged={ask}
            />
          ),
        }}
        columns={[
          { title: t('workstations.name'), dataIndex: 'name' },
          {
            title: t('workstations.state'),
            render: (_, { state }) => (
              <StateTag tone={state === 'enrolled' ? 'good' : 'bad'}>
                {t(`workstations.state.${state}`)}
              </StateTag>
            ),
          },
          {
            title: t('workstations.windows'),
            render: (_, { settings }) => settings.windows.join('、'),
          },
          { title: t('workstations.enrolled-at'), dataIndex: 'enrolledAt', render: hallMoment },
          {
            title: t('workstations.last-seen'),
            dataIndex: 'lastSeenAt',
            render: (at?: string) => (at === undefined ? '' : hallMoment(at)),
          },
          {
            title: t('faults.action'),
            render: (_, { workstationId, state }) => (
              <Space>
                <Button size="small" onClick={() => void showCode({ workstationId })}>
                  {t('workstations.new-key')}
                </Button>
                <Popconfirm
                  title={t('workstations.revoke-question')}
                  okText={t('workstations.revoke')}
                  cancelText={t('workstations.keep')}
                  onConfirm={() => shutOut(workstationId)}
                >
                  <Button size="small" danger disabled={state === 'revoked'}>
                    {t('workstations.revoke')}
                  </Button>
                </Popconfirm>
              </Space>
            ),
          },
        ]}
      />
      {compared !== undefined && (
        <AuditForks forks={compared.forks} workstations={answer?.workstations ?? []} />
      )}
      {evidence !== undefined && (
        <p>
          {t('evidence.count', { count: evidence.records })}{' '}
          <a href={evidencePaths.trust} download="trust.json">
            {t('evidence.trust-file')}
          </a>
        </p>
      )}
    </>
  );
}
