import { Table } from 'antd';
import { type ReactNode, useCallback } from 'react';
import {
  type AdministeredLicence,
  adminPaths,
  licencesAnswerSchema,
} from '../../../../src/contracts/admin-api.ts';
import { askPlatform } from '../../shared/ask-platform.ts';
import { usePageTexts } from '../../shared/page-texts.tsx';
import { useAsked } from '../../shared/use-asked.ts';
import { RefusalAlert } from '../refusal-alert.tsx';
import { StateTag, type StateTone } from '../state-tag.tsx';

interface LicencesProps {
  /** Number of a person, USCC of an enterprise. */
  readonly holder: string;
  readonly title?: string;
}

const tones = {
  DRAFT: 'plain',
  REGISTERED: 'doubtful',
  ISSUED: 'good',
  ABOLISHED: 'bad',
} as const satisfies Readonly<Record<AdministeredLicence['status'], StateTone>>;

/** The licences of one holder, in whatever state. */
export function Licences({ holder, title }: LicencesProps): ReactNode {
  const { t } = usePageTexts();
  const question = useCallback(
    () =>
      askPlatform(adminPaths.licences, {
        method: 'POST',
        body: { holder },
        answer: licencesAnswerSchema,
      }),
    [holder],
  );
  const { answer, refusal, ask } = useAsked(question);
  return (
    <>
      <RefusalAlert refusal={refusal} onRetry={ask} />
      <Table<AdministeredLicence>
        rowKey="licenceCode"
        size="small"
        loading={answer === undefined && refusal === undefined}
        dataSource={answer?.licences ?? []}
        pagination={false}
        locale={{ emptyText: t('licences.none') }}
        {...(title === undefined ? {} : { title: () => title })}
        columns={[
          { title: t('licences.name'), dataIndex: 'name' },
          { title: t('licences.code'), dataIndex: 'licenceCode', className: 'tabular-figures' },
          { title: t('licences.holder'), dataIndex: 'holderName' },
          {
            title: t('licences.status'),
            dataIndex: 'status',
            render: (status: AdministeredLicence['status']) => (
              <StateTag tone={tones[status]}>{t(`licences.status.${status}`)}</StateTag>
            ),
          },
          { title: t('licences.issued'), dataIndex: 'issueDate', className: 'tabular-figures' },
          {
            title: t('licences.expires'),
            dataIndex: 'expiryDate',
            className: 'tabular-figures',
            render: (date: string) => (date === '' ? t('licences.long-term') : date),
          },
          { title: t('licences.trust'), dataIndex: 'trustLevel' },
        ]}
      />
    </>
  );
}
