import { CloseOutlined, WarningFilled } from '@ant-design/icons';
import { useState } from 'react';
import type { Failure } from '../../../src/failures/failure.ts';
import { useFailureText } from '../failures/use-failure-text.ts';
import { useTexts } from '../locale/texts.ts';
import { Button } from './button.tsx';
import './notice-band.css';

/** What concerns the whole desk, until the clerk has put it away. */
export function NoticeBand({ notices }: { readonly notices: readonly Failure[] }) {
  const { t } = useTexts();
  const textOf = useFailureText();
  const [putAway, setPutAway] = useState<readonly string[]>([]);
  const shown = notices.flatMap((notice) => {
    const text = textOf(notice);
    return text === undefined || putAway.includes(notice.code) ? [] : [{ ...text, ...notice }];
  });
  if (shown.length === 0) return null;

  return (
    <div className="notice-band" role="status">
      <ul>
        {shown.map(({ code, message, next }) => (
          <li key={code} data-testid="notice" data-code={code}>
            <WarningFilled className="notice-band-icon" />
            <span className="notice-band-text">
              {message} {next} <span className="failure-code">{code}</span>
            </span>
            <Button kind="quiet" size="small" onClick={() => setPutAway([...putAway, code])}>
              <CloseOutlined />
              {t('notice.close')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
