import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { callBackEndings } from '../../../src/domain/offline-intake.ts';
import { usePerform } from '../commands/command-context.ts';
import { endCallBack } from '../commands/desk-commands.ts';
import { Alert } from '../desk/alert.tsx';
import { Button } from '../desk/button.tsx';
import { useTexts } from '../locale/texts.ts';
import './call-back-points.css';

/** 回访: why a case waits for whoever it is for, and how it may end without them. */
export function CallBackPoints({ current }: { readonly current: ClerkCase }) {
  const { t } = useTexts();
  const perform = usePerform();
  const { callBack = [], offline } = current;
  return (
    <Alert data-testid="call-back" severity="warning" role="status" title={t('call-back.heading')}>
      <p className="tabular-figures">
        {t('submission.provisional-number')} {offline?.provisionalNumber}
      </p>
      <ul className="call-back-points">
        {callBack.map(({ reason, about }) => (
          <li key={reason} data-reason={reason}>
            {t(`call-back.${reason}`, { what: about.join('、') })}
          </li>
        ))}
      </ul>
      <p>{t('call-back.next')}</p>
      <p className="call-back-endings">
        <span>{t('call-back.end')}</span>
        {callBackEndings.map((ending) => (
          <Button
            key={ending}
            size="small"
            data-testid={`end-call-back-${ending}`}
            onClick={() => perform(`end ${ending}`, endCallBack(ending))}
          >
            {t(`call-back.${ending}`)}
          </Button>
        ))}
      </p>
    </Alert>
  );
}
