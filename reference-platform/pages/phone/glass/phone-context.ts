import { createContext, type ReactElement, useContext } from 'react';
import type { PhoneChange } from '../../../../src/contracts/changes.ts';
import type { PhoneApp } from '../../../../src/contracts/phone-api.ts';
import type { askPlatform, askPlatformFile } from '../../shared/ask-platform.ts';
import type { Owner } from '../owner/owner.ts';

/** A phone that somebody is signed in to, as its screens know it. */
export interface SignedInPhone {
  readonly owner: Owner;
  readonly app: PhoneApp;
  /** When the sign-in ends, as a point in time of `performance.now()`. */
  readonly signedInUntil: number;
  /** Asks the platform as this phone. A sign-in that has ended leads back to signing in. */
  readonly ask: typeof askPlatform;
  /** Hears of changes of one kind, however many come at once. Stays the same function. @returns to hear no more */
  readonly onMoved: (kind: PhoneChange['kind'], act: () => void) => () => void;
  /** The same, for a file. */
  readonly askFile: (path: string) => ReturnType<typeof askPlatformFile>;
  /** Lays a screen upon this one. */
  readonly open: (screen: ReactElement) => void;
  /** Lays a screen in the place of this one. */
  readonly replace: (screen: ReactElement) => void;
  /** Back to the screen below; absent where there is none. */
  readonly back?: () => void;
  readonly signOut: () => void;
}

/** Gives the screens their phone. */
export const PhoneContext = createContext<SignedInPhone | undefined>(undefined);

/** The phone that a screen is on. */
export function usePhone(): SignedInPhone {
  const phone = useContext(PhoneContext);
  if (phone === undefined) throw new Error('The screen was rendered without its phone.');
  return phone;
}
