import { createContext, useContext } from 'react';

interface LargeType {
  readonly isLarge: boolean;
  readonly setLarge: (isLarge: boolean) => void;
}

/** Gives the screens the size of their type. */
export const LargeTypeContext = createContext<LargeType | undefined>(undefined);

/** Whether type is large (大字), and the switch. */
export function useLargeType(): LargeType {
  const largeType = useContext(LargeTypeContext);
  if (largeType === undefined) throw new Error('The screen was rendered outside a phone.');
  return largeType;
}
