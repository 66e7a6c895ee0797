import { useRef, useState } from 'react';
import type { Failure } from '../../../src/failures/failure.ts';
import type { FailureText } from '../../../src/failures/failure-text.ts';
import { Button } from '../desk/button.tsx';
import { useTexts } from '../locale/texts.ts';
import { supportLines } from './support-lines.ts';
import './support-part.css';

interface SupportPartProps {
  readonly failure: Failure;
  readonly text: FailureText;
}

/** What the technician or support needs beside the message; folded, for it is not for the person in front. */
export function SupportPart({ failure, text }: SupportPartProps) {
  const { t } = useTexts();
  const [at] = useState(() => new Date().toISOString());
  const [copying, setCopying] = useState<'copied' | 'selected'>();
  const block = useRef<HTMLDivElement>(null);

  function copy(): void {
    if (block.current === null) return;
    document.getSelection()?.selectAllChildren(block.current);
    // Not the Clipboard API: it asks for a permission, and no page here has any.
    setCopying(document.execCommand('copy') ? 'copied' : 'selected');
  }

  return (
    <details className="support-part" data-testid="failure-support">
      <summary>{t('failure.support')}</summary>
      <div ref={block} className="support-lines" data-testid="failure-support-lines">
        {supportLines(failure, text, at, t).map((line) => (
          <div key={line}>{line}</div>
        ))}
      </div>
      <Button size="small" data-testid="failure-copy" onClick={copy}>
        {t('failure.copy')}
      </Button>
      <span role="status">{copying === undefined ? null : t(`failure.${copying}`)}</span>
    </details>
  );
}
