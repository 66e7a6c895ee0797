/** Why there is no picture. `none` no such camera · `refused` by the system · `busy` another program has it. */
export type CameraTrouble = 'none' | 'refused' | 'busy';

/** What the browser calls it when a camera cannot be had (Media Capture and Streams, `getUserMedia`). */
const troubleByName: Readonly<Record<string, CameraTrouble>> = {
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** How large a picture is wanted; a camera gives what comes nearest. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** As much as a QR code of the longest kind needs, and no more than a slow machine can look at. */
export const codeSize: PictureSize = { width: 1280, height: 720 };
/** A page of A4 at some 300 dpi: small print can be read. */
export const pageSize: PictureSize = { width: 3264, height: 2448 };

/** Which camera is opened, and for what. */
export interface WantedCamera {
  /** As the system calls it; empty: whichever the system takes first. */
  readonly name: string;
  readonly size: PictureSize;
}

/**
 * Opens a camera.
 * @param devices the browser's, or a stand-in
 * @param signal ends the stream, also one that comes too late
 */
export async function openCamera(
  { name, size }: WantedCamera,
  devices: Pick<MediaDevices, 'enumerateDevices' | 'getUserMedia'>,
  signal: AbortSignal,
): Promise<MediaStream | CameraTrouble> {
  try {
    const chosen = await findCamera(name, devices);
    if (chosen === 'none') return 'none';
    // Unless told not to, the browser cuts the picture to the shape that is wanted, and the edges of a page with it.
    const ideal = {
      width: { ideal: size.width },
      height: { ideal: size.height },
      resizeMode: 'none',
    };
    const stream = await devices.getUserMedia({ audio: false, video: { ...ideal, ...chosen } });
    const stop = (): void => {
      for (const track of stream.getTracks()) track.stop();
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    return stream;
  } catch (cause) {
    return (cause instanceof DOMException ? troubleByName[cause.name] : undefined) ?? 'busy';
  }
}

/**
 * Shows a camera's picture.
 * @param ending ends it; aborted by itself when the camera is lost, which `onLost` hears first
 * @returns why there is none, or undefined once it is there
 */
export async function showCamera(
  wanted: WantedCamera,
  video: HTMLVideoElement,
  ending: AbortController,
  onLost: () => void,
): Promise<CameraTrouble | undefined> {
  const stream = await openCamera(wanted, navigator.mediaDevices, ending.signal);
  if (typeof stream === 'string') return stream;
  if (ending.signal.aborted) return undefined;
  const lose = (): void => {
    onLost();
    ending.abort();
  };
  for (const track of stream.getTracks()) track.addEventListener('ended', lose);
  video.srcObject = stream;
  await video.play();
  return undefined;
}

/** Its id, which the browser gives out anew whenever the program starts. */
async function findCamera(
  name: string,
  devices: Pick<MediaDevices, 'enumerateDevices'>,
): Promise<MediaTrackConstraints | 'none'> {
  if (name === '') return {};
  const all = await devices.enumerateDevices();
  const found = all.find(({ kind, label }) => kind === 'videoinput' && label === name);
  return found === undefined ? 'none' : { deviceId: { exact: found.deviceId } };
}
