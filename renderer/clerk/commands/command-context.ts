import { createContext, useContext } from 'react';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import type { Deed } from './command.ts';

/** How the parts of the desk have something done. */
export interface CommandPost {
  readonly snapshot: DeskSnapshot;
  /** What is being done just now, by name. */
  readonly underWay: ReadonlySet<string>;
  /** Does something unless it is being done already; asks first where something would be lost. */
  readonly perform: (name: string, deed: Deed) => void;
}

/** Gives the command post to everything on the desk. */
export const CommandContext = createContext<CommandPost | undefined>(undefined);

/** The command post of the desk. */
export function useCommands(): CommandPost {
  const post = useContext(CommandContext);
  if (post === undefined) throw new Error('A part of the desk was rendered outside of it.');
  return post;
}
