import { useCallback, useEffect, useState } from 'react';
import type { PhoneChange } from '../../../../src/contracts/changes.ts';
import { platformPaths } from '../../../../src/contracts/platform-api.ts';
import { pushHints } from '../../../../src/contracts/push-hints.ts';
import { followChanges } from './follow-changes.ts';
import { type SignedInPhone, usePhone } from './phone-context.ts';

/** Follows the changes of a signed-in phone. @returns how its screens hear of them; it stays the same function */
export function useChanges(token: string, ask: SignedInPhone['ask']): SignedInPhone['onMoved'] {
  const [listeners] = useState(() => new Set<(kinds: ReadonlySet<PhoneChange['kind']>) => void>());
  useEffect(() => {
    const leaving = new AbortController();
    const tell = (changes: readonly PhoneChange[]): void => {
      const kinds = new Set(changes.map(({ kind }) => kind));
      for (const listener of listeners) listener(kinds);
    };
    const open = (signal: AbortSignal) => openStream(token, signal);
    void followChanges({ ask, open, tell }, leaving.signal);
    return () => leaving.abort();
  }, [ask, token, listeners]);
  return useCallback(
    (kind, act) => {
      const listener = (kinds: ReadonlySet<PhoneChange['kind']>): void => {
        if (kinds.has(kind)) act();
      };
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    [listeners],
  );
}

/** Does something whenever the platform tells of such a change. @param act stays the same function */
export function useMoved(kind: PhoneChange['kind'], act: () => void): void {
  const { onMoved } = usePhone();
  useEffect(() => onMoved(kind, act), [onMoved, kind, act]);
}

/** Opens the stream by hand: an `EventSource` cannot say who asks. */
async function openStream(token: string, signal: AbortSignal): Promise<AsyncIterable<boolean>> {
  const { ok, body } = await fetch(platformPaths.phonePush, {
    headers: { accept: 'text/event-stream', authorization: `Bearer ${token}` },
    signal,
  });
  if (!ok || body === null) throw new Error('The platform opens no stream.');
  return pushHints(body);
}
