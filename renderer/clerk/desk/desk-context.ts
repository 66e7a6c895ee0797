import { createContext, useContext, useSyncExternalStore } from 'react';
import type { DeskStore, DeskView } from './desk-store.ts';

/** Gives the desk's store to everything in the window. */
export const DeskContext = createContext<DeskStore | undefined>(undefined);

/** The store: for making calls. */
export function useDesk(): DeskStore {
  const store = useContext(DeskContext);
  if (store === undefined) throw new Error('The clerk window was rendered without its desk.');
  return store;
}

/** What the desk shows now. */
export function useDeskView(): DeskView {
  const store = useDesk();
  return useSyncExternalStore(store.subscribe, store.view);
}
