import { PlusOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { ActionButton } from '../desk/action-button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import './case-rail.css';

/** The cases at this window, and the way to a new one. */
export function CaseRail({ current }: { readonly current: ClerkCase | undefined }) {
  const { t } = useTranslation();
  const desk = useDesk();
  return (
    <nav className="case-rail" aria-label={t('cases.heading')}>
      <h2>{t('cases.heading')}</h2>
      <ActionButton
        testId="new-case"
        kind={current === undefined ? 'primary' : 'default'}
        shortcut="F2"
        icon={<PlusOutlined />}
        block
        disabled={current !== undefined}
        act={() => desk.call('case:open', null)}
      >
        {t('action.new-case')}
      </ActionButton>
      {current === undefined ? (
        <p className="case-rail-empty">{t('cases.none')}</p>
      ) : (
        <ul>
          <li
            className="case-rail-case"
            data-testid="case-line"
            data-stage={current.stage}
            aria-current="true"
          >
            <span className="case-rail-person">
              {current.applicant?.nameMasked ?? t('case.nobody-yet')}
            </span>
            <span className="case-rail-item">{current.item?.name ?? t('case.no-item-yet')}</span>
            <span className="case-rail-stage">{t(`stage.${current.stage}`)}</span>
          </li>
        </ul>
      )}
    </nav>
  );
}
