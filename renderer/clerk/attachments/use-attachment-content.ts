import { useEffect, useState } from 'react';
import type { AttachmentContent } from '../../../src/contracts/clerk-ipc.ts';
import type { Outcome } from '../../../src/failures/failure.ts';
import { useDesk } from '../desk/desk-context.ts';

/** What an attachment holds, in this page no longer than somebody looks at it; undefined until main has answered. */
export function useAttachmentContent(
  caseId: string,
  attachmentId: string,
): Outcome<AttachmentContent> | undefined {
  const desk = useDesk();
  const [content, setContent] = useState<Outcome<AttachmentContent>>();

  useEffect(() => {
    let isWanted = true;
    void desk.ask('attachment:show', { caseId, attachmentId }).then((answer) => {
      if (isWanted) setContent(answer);
    });
    return () => {
      isWanted = false;
      setContent(undefined);
    };
  }, [desk, caseId, attachmentId]);

  return content;
}
