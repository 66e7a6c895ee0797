import { lazy, type ReactNode, Suspense, useId, useState } from 'react';
import { scanAnswerSchema, scanPaths } from '../../../../../src/contracts/scan-api.ts';
import type { Refusal } from '../../../shared/ask-platform.ts';
import { Icon } from '../../glass/icon.tsx';
import { usePhone } from '../../glass/phone-context.ts';
import { Problem } from '../../glass/problem.tsx';
import { ScreenFrame } from '../../glass/screen-frame.tsx';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { screenOfScanned } from './scanned-screens.tsx';

// The decoder is as large as the rest of the phone, and most phones scan nothing.
const Camera = lazy(async () => ({ default: (await import('./camera.tsx')).Camera }));

/** 扫一扫: what the window shows, by camera or as pasted text. */
export function ScanScreen(): ReactNode {
  const { t } = usePhoneTexts();
  const { ask, open } = usePhone();
  const [isLooking, setLooking] = useState(false);
  const [text, setText] = useState('');
  const [refusal, setRefusal] = useState<Refusal>();
  const field = useId();

  async function scan(code: string): Promise<void> {
    setLooking(false);
    setRefusal(undefined);
    const answer = await ask(scanPaths.scan, {
      method: 'POST',
      body: { code },
      answer: scanAnswerSchema,
    });
    if (answer.ok) open(screenOfScanned(answer.value));
    else setRefusal(answer.problem);
  }

  function look(): void {
    setRefusal(undefined);
    setLooking(true);
  }

  return (
    <ScreenFrame title={t('tab.scan')}>
      <p>{t('scan.what')}</p>
      <Problem refusal={refusal} />
      {isLooking ? (
        <Suspense>
          <Camera
            onRead={(code) => void scan(code)}
            onUnavailable={() => {
              setLooking(false);
              setRefusal('camera-unavailable');
            }}
            onStop={() => setLooking(false)}
          />
        </Suspense>
      ) : (
        <button type="button" className="button-main" onClick={look}>
          <Icon name="scan" />
          {t('scan.camera')}
        </button>
      )}
      <form
        className="simulated"
        onSubmit={(event) => {
          event.preventDefault();
          void scan(text.trim());
        }}
      >
        <label htmlFor={field}>{t('scan.paste')}</label>
        <textarea
          id={field}
          rows={3}
          required
          maxLength={4096}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" className="button-quiet">
          {t('scan.paste.do')}
        </button>
      </form>
    </ScreenFrame>
  );
}
