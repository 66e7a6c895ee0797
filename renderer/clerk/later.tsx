import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import { loadFailureTexts } from './locale/locale.ts';

type Parts = typeof import('./later-parts.tsx');

/**
 * Loads what takes Ant Design. The login page does without it, so that a clerk can type before it is there; by the time
 * somebody has logged in, it is.
 */
export async function loadLater(): Promise<Parts> {
  const [parts] = await Promise.all([import('./later-parts.tsx'), loadFailureTexts()]);
  return parts;
}

function later<Name extends keyof Parts>(name: Name) {
  return lazy(async () => {
    const parts = await loadLater();
    return { default: parts[name] as ComponentType<Parameters<Parts[Name]>[0]> };
  });
}

const LibraryFrame = later('LibraryFrame');

/** Room for parts that take Ant Design: empty until they are there. */
export function Later({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Suspense fallback={null}>
      <LibraryFrame>{children}</LibraryFrame>
    </Suspense>
  );
}

export const DeskPage = later('DeskPage');
export const FailureAlert = later('FailureAlert');
export const FirstStart = later('FirstStart');
export const LockPage = later('LockPage');
export const NoticeBand = later('NoticeBand');
export const PlatformState = later('PlatformState');
export const UnopenedDesk = later('UnopenedDesk');
