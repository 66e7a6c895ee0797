import { type RefObject, useEffect, useState } from 'react';
import { type CameraTrouble, codeSize, showCamera } from './camera.ts';
import { frameReadings } from './frame-readings.ts';

/** How looking for a code goes. `searching` no code yet · `several` and nobody knows which · `failed` unforeseen. */
export type CameraState = 'opening' | 'searching' | 'several' | 'failed' | CameraTrouble;

/**
 * Shows a camera's picture and looks for a code in it, for as long as the component is there; then the camera is off.
 * @param name as the settings have it
 * @param onCode takes the first code that is certain; has to stay the same
 */
export function useCameraCode(
  name: string,
  picture: RefObject<HTMLVideoElement | null>,
  onCode: (bytes: Uint8Array) => void,
): CameraState {
  const [state, setState] = useState<CameraState>('opening');

  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    const tell = (next: CameraState): void => {
      if (!signal.aborted) setState(next);
    };

    async function look(video: HTMLVideoElement): Promise<void> {
      const wanted = { name, size: codeSize };
      const trouble = await showCamera(wanted, video, ending, () => tell('none'));
      if (trouble !== undefined) return tell(trouble);
      if (signal.aborted) return;
      tell('searching');
      const worker = new Worker(new URL('./code-worker.ts', import.meta.url), { type: 'module' });
      for await (const reading of frameReadings(worker, () => nextFrame(video), signal)) {
        if (reading.kind === 'code') {
          onCode(reading.bytes);
          return;
        }
        tell(reading.kind === 'several' ? 'several' : 'searching');
      }
    }

    const video = picture.current;
    if (video === null) return;
    look(video).catch(() => {
      tell('failed');
      ending.abort();
    });
    return () => {
      ending.abort();
      video.srcObject = null;
    };
  }, [name, picture, onCode]);

  return state;
}

async function nextFrame(video: HTMLVideoElement): Promise<ImageBitmap> {
  await new Promise<void>((resolve) => {
    video.requestVideoFrameCallback(() => resolve());
  });
  return createImageBitmap(video);
}
