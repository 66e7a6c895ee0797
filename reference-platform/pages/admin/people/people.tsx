import { Input, Table, Tag } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  type AdministeredPerson,
  adminPaths,
  peopleAnswerSchema,
} from '../../../../src/contracts/admin-api.ts';
import { askPlatform } from '../../shared/ask-platform.ts';
import { usePageTexts } from '../../shared/page-texts.tsx';
import { useAsked } from '../../shared/use-asked.ts';
import { RefusalAlert } from '../refusal-alert.tsx';
import { Licences } from './licences.tsx';

const everybody = () => askPlatform(adminPaths.people, { answer: peopleAnswerSchema });

/** Everybody in the subject library, with the licences that each of them and their enterprises hold. */
export function People(): ReactNode {
  const { t } = usePageTexts();
  const { answer, refusal, ask } = useAsked(everybody);
  const [wanted, want] = useState('');
  const found = answer?.people.filter((person) => isWanted(person, wanted.trim()));
  return (
    <>
      <RefusalAlert refusal={refusal} onRetry={ask} />
      <Input.Search
        allowClear
        placeholder={t('people.search')}
        onChange={({ target }) => want(target.value)}
        style={{ maxWidth: 360, marginBottom: 16 }}
      />
      <Table<AdministeredPerson>
        rowKey="idNumber"
        size="small"
        loading={answer === undefined && refusal === undefined}
        dataSource={found ?? []}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        expandable={{
          columnTitle: <span className="unseen">{t('page.details')}</span>,
          expandedRowRender: ({ idNumber, represents }) => (
            <>
              <Licences holder={idNumber} />
              {represents.map(({ uscc, name }) => (
                <Licences key={uscc} holder={uscc} title={`${name} ${uscc}`} />
              ))}
            </>
          ),
        }}
        columns={[
          { title: t('people.name'), dataIndex: 'name' },
          { title: t('people.number'), dataIndex: 'idNumber', className: 'tabular-figures' },
          {
            title: t('people.licences'),
            dataIndex: 'licenceCount',
            align: 'right',
            className: 'tabular-figures',
          },
          {
            title: t('people.represents'),
            dataIndex: 'represents',
            render: (represents: AdministeredPerson['represents']) =>
              represents.map(({ uscc, name }) => <Tag key={uscc}>{name}</Tag>),
          },
        ]}
      />
    </>
  );
}

function isWanted({ name, idNumber, represents }: AdministeredPerson, wanted: string): boolean {
  return [name, idNumber, ...represents.flatMap(({ name, uscc }) => [name, uscc])].some((text) =>
    text.includes(wanted),
  );
}
