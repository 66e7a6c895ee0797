import { useCallback, useEffect, useRef, useState } from 'react';
import type { SettingsChange, SettingsView } from '../../../src/contracts/settings.ts';
import type { Failure } from '../../../src/failures/failure.ts';
import { useDesk } from '../desk/desk-context.ts';
import type { WrittenChange } from './change-words.ts';

/** What main says of the settings. */
export interface CounterSettingsState {
  /** Undefined until main has answered. */
  readonly view: SettingsView | undefined;
  readonly changes: readonly WrittenChange[];
  /** Why it could not be asked last time. */
  readonly failure: Failure | undefined;
  /** Asks anew: displays, ports and printers come and go. */
  readonly look: () => Promise<void>;
  /** Takes over what main has saved. */
  readonly keep: (change: SettingsChange) => void;
}

/**
 * Asks main for the settings, what there is to choose from and what was changed, when the page opens and on demand.
 * @param drillEndsAt of the drill that is on: when one begins or ends, that is among what was changed
 */
export function useCounterSettings(drillEndsAt: string | undefined): CounterSettingsState {
  const desk = useDesk();
  const [view, setView] = useState<SettingsView>();
  const [changes, setChanges] = useState<readonly WrittenChange[]>([]);
  const [failure, setFailure] = useState<Failure>();

  const readChanges = useCallback(async () => {
    const written = await desk.ask('settings:changes', null);
    if (written.ok) setChanges(written.value);
    return written;
  }, [desk]);

  const look = useCallback(async () => {
    const [current, written] = await Promise.all([
      desk.ask('settings:current', null),
      readChanges(),
    ]);
    if (current.ok) setView(current.value);
    const refused = [current, written].find(({ ok }) => !ok);
    setFailure(refused?.ok === false ? refused.problem : undefined);
  }, [desk, readChanges]);

  useEffect(() => void look(), [look]);

  const drillSeen = useRef(drillEndsAt);
  useEffect(() => {
    if (drillSeen.current === drillEndsAt) return;
    drillSeen.current = drillEndsAt;
    void readChanges();
  }, [drillEndsAt, readChanges]);

  function keep(change: SettingsChange): void {
    setView((shown) => shown && { ...shown, settings: { ...shown.settings, ...change } });
  }

  return { view, changes, failure, look, keep };
}
