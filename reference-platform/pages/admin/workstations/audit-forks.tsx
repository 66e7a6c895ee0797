import { Alert, Table } from 'antd';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { auditForksAnswerSchema } from '../../../../src/audit/audit-api.ts';
import type { AdministeredWorkstation } from '../../../../src/contracts/workstation-api.ts';
import { hallMoment } from '../../shared/hall-moment.ts';
import { usePageTexts } from '../../shared/page-texts.tsx';

type AuditFork = z.infer<typeof auditForksAnswerSchema>['forks'][number];

interface AuditForksProps {
  readonly forks: readonly AuditFork[];
  readonly workstations: readonly AdministeredWorkstation[];
}

/** Audit logs of workstations that contradict what was told of them before, and what is to be done about it. */
export function AuditForks({ forks, workstations }: AuditForksProps): ReactNode {
  const { t } = usePageTexts();
  const names = new Map(workstations.map(({ workstationId, name }) => [workstationId, name]));
  return (
    <>
      <div className="admin-heading">
        <h2>{t('forks.title')}</h2>
      </div>
      {forks.length === 0 ? (
        <p>{t('forks.none')}</p>
      ) : (
        <>
          <Alert
            type="error"
            title={t('forks.found', { count: forks.length })}
            description={t('forks.explained')}
          />
          <Table<AuditFork>
            rowKey={({ workstationId, seq, receivedAt }) => `${workstationId} ${seq} ${receivedAt}`}
            size="small"
            pagination={false}
            dataSource={[...forks]}
            columns={[
              {
                title: t('workstations.name'),
                render: (_, { workstationId }) => names.get(workstationId) ?? workstationId,
              },
              { title: t('forks.row'), dataIndex: 'seq' },
              { title: t('forks.received-at'), dataIndex: 'receivedAt', render: hallMoment },
            ]}
          />
        </>
      )}
    </>
  );
}
