import { useSyncExternalStore } from 'react';

/** Whether anybody can see the page: not behind another tab, and not with the screen off. */
export function usePageVisible(): boolean {
  return useSyncExternalStore(onChange, isVisible);
}

function onChange(tell: () => void): () => void {
  document.addEventListener('visibilitychange', tell);
  return () => document.removeEventListener('visibilitychange', tell);
}

function isVisible(): boolean {
  return document.visibilityState === 'visible';
}
