import { type ReactNode, useEffect, useRef } from 'react';
import type { AttachmentContent, ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { useTexts } from '../locale/texts.ts';
import { sizeText } from './size-text.ts';
import { useAttachmentContent } from './use-attachment-content.ts';

type ShownAttachment = NonNullable<ClerkCase['attachments']>[number];

interface AttachmentThumbnailProps {
  readonly caseId: string;
  readonly attachment: ShownAttachment;
  /** Its place among those of its material, from 1. */
  readonly number: number;
  readonly onOpen: () => void;
}

/** An attachment in small, and the way to see it whole. */
export function AttachmentThumbnail(props: AttachmentThumbnailProps): ReactNode {
  const { caseId, attachment, number, onOpen } = props;
  const { t } = useTexts();
  const type = t(`attachment-type.${attachment.mediaType}`);
  const label = t('attachments.one', { number, type, size: sizeText(t, attachment.bytes) });
  return (
    <button
      type="button"
      className="attachment-thumbnail"
      data-testid={`attachment-${attachment.material}-${number}`}
      data-type={attachment.mediaType}
      aria-label={label}
      title={label}
      onClick={onOpen}
    >
      {attachment.mediaType === 'application/pdf' ? (
        type
      ) : (
        <SmallPicture caseId={caseId} attachmentId={attachment.id} />
      )}
    </button>
  );
}

/** Pixels across: what the style sheet has it drawn at, on a dense display. */
const width = 112;

function SmallPicture({
  caseId,
  attachmentId,
}: {
  readonly caseId: string;
  readonly attachmentId: string;
}): ReactNode {
  const content = useAttachmentContent(caseId, attachmentId);
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    let isWanted = true;
    if (content?.ok !== true) return;
    void smallOf(content.value).then((picture) => {
      const drawn = canvas.current;
      if (!isWanted || picture === undefined || drawn === null) return;
      drawn.width = picture.width;
      drawn.height = picture.height;
      drawn.getContext('2d')?.drawImage(picture, 0, 0);
      picture.close();
    });
    return () => {
      isWanted = false;
    };
  }, [content]);

  return <canvas ref={canvas} width={width} height={width} />;
}

/** A picture in small; undefined where it is none that can be drawn. */
async function smallOf({
  mediaType,
  contentBase64,
}: AttachmentContent): Promise<ImageBitmap | undefined> {
  const bytes = Uint8Array.from(atob(contentBase64), (letter) => letter.charCodeAt(0));
  const options = { resizeWidth: width, resizeQuality: 'medium' } as const;
  return createImageBitmap(new Blob([bytes], { type: mediaType }), options).catch(() => undefined);
}
