import { type RefObject, useCallback, useEffect, useState } from 'react';
import { pageLimit } from '../../../src/domain/attachment.ts';
import { type CameraTrouble, pageSize, showCamera } from '../camera/camera.ts';
import { jpegWithin } from './jpeg-within.ts';

/** How photographing goes. `showing` what lies before the camera · `taken` one page, to be looked at · `failed` unforeseen. */
export type DocumentCameraState = 'opening' | 'showing' | 'taken' | 'failed' | CameraTrouble;

/** The document camera, as long as its dialog is there. */
interface DocumentCamera {
  readonly state: DocumentCameraState;
  /** The page that was taken last, as base64 of its JPEG, until it is kept or taken again. */
  readonly page: string | undefined;
  readonly take: () => void;
  /** Goes back to what lies before the camera. */
  readonly retake: () => void;
}

/**
 * Shows what lies before the document camera (高拍仪) and takes pages of it; then the camera is off.
 * @param name as the settings have it
 */
export function useDocumentCamera(
  name: string,
  picture: RefObject<HTMLVideoElement | null>,
): DocumentCamera {
  const [state, setState] = useState<DocumentCameraState>('opening');
  const [page, setPage] = useState<string>();

  useEffect(() => {
    const video = picture.current;
    if (video === null) return;
    const ending = new AbortController();
    const tell = (next: DocumentCameraState): void => {
      if (!ending.signal.aborted) setState(next);
    };
    showCamera({ name, size: pageSize }, video, ending, () => tell('none'))
      .then((trouble) => tell(trouble ?? 'showing'))
      .catch(() => {
        tell('failed');
        ending.abort();
      });
    return () => {
      ending.abort();
      video.srcObject = null;
    };
  }, [name, picture]);

  const take = useCallback(() => {
    const video = picture.current;
    const taken = video === null ? undefined : stillOf(video);
    setPage(taken);
    setState(taken === undefined ? 'failed' : 'taken');
  }, [picture]);

  const retake = useCallback(() => {
    setPage(undefined);
    setState('showing');
  }, []);

  return { state, page, take, retake };
}

/** What a video shows now, as base64 of a JPEG. */
function stillOf(video: HTMLVideoElement): string | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const paper = canvas.getContext('2d');
  if (paper === null || canvas.width === 0) return undefined;
  paper.drawImage(video, 0, 0);
  return jpegWithin(
    (quality) => canvas.toDataURL('image/jpeg', quality).replace(/^data:image\/jpeg;base64,/, ''),
    pageLimit,
  );
}
