/** What happened on one day. */
interface Day<Entry> {
  readonly day: string;
  readonly entries: readonly Entry[];
}

/** Entries under the headings of their days, in their order. @param dayOf how the day of an entry is written */
export function byDay<Entry>(
  entries: readonly Entry[],
  dayOf: (entry: Entry) => string,
): Day<Entry>[] {
  const days: { day: string; entries: Entry[] }[] = [];
  for (const entry of entries) {
    const day = dayOf(entry);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
