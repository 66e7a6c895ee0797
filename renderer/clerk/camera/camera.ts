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

/** As much as a QR code of the longest kind needs, and no more than a slow machine can look at. */
const size = { width: { ideal: 1280 }, height: { ideal: 720 } } as const;

/**
 * Opens a camera.
 * @param name as the system calls it; empty: whichever the system takes first
 * @param devices the browser's, or a stand-in
 * @param signal ends the stream, also one that comes too late
 */
export async function openCamera(
  name: string,
  devices: Pick<MediaDevices, 'enumerateDevices' | 'getUserMedia'>,
  signal: AbortSignal,
): Promise<MediaStream | CameraTrouble> {
  try {
    const chosen = await findCamera(name, devices);
    if (chosen === 'none') return 'none';
    const stream = await devices.getUserMedia({ audio: false, video: { ...size, ...chosen } });
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
