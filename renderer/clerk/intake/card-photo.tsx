import { type ReactNode, useEffect, useState } from 'react';
import type { CardPhoto as ShownPhoto } from '../../../src/contracts/card-photo.ts';
import type { Outcome } from '../../../src/failures/failure.ts';
import { BusyMark } from '../desk/busy-mark.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { useFailureText } from '../failures/use-failure-text.ts';
import { useTexts } from '../locale/texts.ts';
import './card-photo.css';

interface CardPhotoProps {
  readonly caseId: string;
  /** When the card was read: a new reading brings a new photo. */
  readonly readAt: string;
}

/** The portrait on the card of a case. What goes wrong with it stops nothing. */
export function CardPhoto({ caseId, readAt }: CardPhotoProps): ReactNode {
  return <PhotoFigure photo={useCardPhoto(caseId, readAt)} />;
}

interface PhotoFigureProps {
  /** Undefined until main has answered. */
  readonly photo: Outcome<ShownPhoto> | undefined;
}

/** A portrait, or a silhouette that says why there is none. */
export function PhotoFigure({ photo }: PhotoFigureProps): ReactNode {
  const { t } = useTexts();
  const state = photoState(photo);

  return (
    <figure className="card-photo" data-testid="card-photo" data-state={state}>
      {photo?.ok && photo.value.kind === 'image' ? (
        <img
          src={`data:image/bmp;base64,${photo.value.bitmap}`}
          alt={t('photo.alt')}
          width={102}
          height={126}
        />
      ) : (
        <>
          <Silhouette />
          <figcaption>
            <span role="status">
              {state === 'decoding' ? <BusyMark /> : null}
              <PhotoWords photo={photo} />
            </span>
          </figcaption>
        </>
      )}
    </figure>
  );
}

function useCardPhoto(caseId: string, readAt: string): PhotoFigureProps['photo'] {
  const desk = useDesk();
  const [answer, setAnswer] = useState<{ readAt: string; photo: Outcome<ShownPhoto> }>();

  useEffect(() => {
    let isWanted = true;
    void desk.ask('case:show-photo', { caseId }).then((photo) => {
      if (isWanted) setAnswer({ readAt, photo });
    });
    return () => {
      isWanted = false;
      setAnswer(undefined);
    };
  }, [desk, caseId, readAt]);

  return answer?.readAt === readAt ? answer.photo : undefined;
}

function photoState(photo: PhotoFigureProps['photo']) {
  if (photo === undefined) return 'decoding';
  return photo.ok ? photo.value.kind : 'failed';
}

function PhotoWords({ photo }: PhotoFigureProps): ReactNode {
  const { t } = useTexts();
  const textOf = useFailureText();
  if (photo === undefined) return t('photo.decoding');
  if (!photo.ok) {
    const text = textOf(photo.problem);
    return `${text?.message ?? ''} ${text?.next ?? ''}`;
  }
  return photo.value.kind === 'image' ? null : t(`photo.${photo.value.kind}`);
}

/** Head and shoulders, as large as the portrait would be. */
function Silhouette(): ReactNode {
  return (
    <svg viewBox="0 0 102 126" width="102" height="126" aria-hidden="true">
      <circle cx="51" cy="50" r="23" />
      <path d="M10 126c0-28 17-45 41-45s41 17 41 45z" />
    </svg>
  );
}
