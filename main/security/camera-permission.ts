import type { PageHost } from './content-security-policy.ts';

/** What a page asks for, and from where. */
interface Asked {
  /** As Electron calls it. */
  readonly permission: string;
  /** With `media`: what of it. */
  readonly media: readonly string[];
  /** The address or the origin of the frame that asks. */
  readonly requestingUrl: string;
  readonly isMainFrame: boolean;
}

/** Whether that is the camera, without sound, for the clerk's own page: the one permission that any page has. */
export function maySeeByCamera(
  host: PageHost,
  { permission, media, requestingUrl, isMainFrame }: Asked,
): boolean {
  return (
    host === 'clerk' &&
    permission === 'media' &&
    media.length > 0 &&
    media.every((kind) => kind === 'video') &&
    isMainFrame &&
    /^app:\/\/clerk(\/|$)/.test(requestingUrl)
  );
}
