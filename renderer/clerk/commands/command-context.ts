import { createContext, useContext } from 'react';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import type { Deed } from './command.ts';

const outside = 'A part of the desk was rendered outside of it.';

/** What commands depend on. */
export interface CommandPost {
  readonly snapshot: DeskSnapshot;
  /** What is being done just now, by name. */
  readonly underWay: ReadonlySet<string>;
}

/** Does something unless it is being done already; asks first where something would be lost. */
export type Perform = (name: string, deed: Deed) => void;

/** Gives the command post to everything on the desk. */
export const CommandContext = createContext<CommandPost | undefined>(undefined);

/** Gives it the way to do something, which stays the same as long as the desk is there. */
export const PerformContext = createContext<Perform | undefined>(undefined);

/** The command post of the desk. */
export function useCommands(): CommandPost {
  const post = useContext(CommandContext);
  if (post === undefined) throw new Error(outside);
  return post;
}

/** How to have something done; whoever needs no more is not drawn again whenever the desk changes. */
export function usePerform(): Perform {
  const perform = useContext(PerformContext);
  if (perform === undefined) throw new Error(outside);
  return perform;
}
