import { type ReactNode, useState } from 'react';
import { usePhoneTexts } from '../../texts/phone-texts.ts';

/** What the QR code says, to be pasted where a simulated scanner reads it. */
export function CodeText({ text }: { readonly text: string }): ReactNode {
  const { t } = usePhoneTexts();
  const [copied, setCopied] = useState<string>();
  const isCopied = copied === text;
  return (
    <details className="simulated">
      <summary>{t('code.text')}</summary>
      <input
        className="code-text"
        aria-label={t('code.text')}
        readOnly
        value={text}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button
        type="button"
        className="button-quiet"
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(text))}
      >
        {t(isCopied ? 'code.copied' : 'code.copy')}
      </button>
    </details>
  );
}
