import { chainStart, type EvidenceRecord } from './evidence-record.ts';

/** A record with its `recordHash`. */
export interface ChainedRecord {
  readonly record: EvidenceRecord;
  readonly hash: string;
}

/** What is wrong around a record in the chain of its workstation and epoch. */
export type ChainFinding =
  /** Only the first record of a chain names no record before it, and it names none. */
  | { readonly why: 'start' }
  /** Another record has the same place; `beside` is its `evidence_id`. */
  | { readonly why: 'fork'; readonly beside: string }
  /** The record in the place before, by its `evidence_id`, is not the one that this one names. */
  | { readonly why: 'previous'; readonly before: string }
  /** Records between this one and the nearest before it are not there, from one `seq` to another. */
  | { readonly why: 'missing'; readonly from: number; readonly to: number };

/** A place in a chain: the records that claim it, and those of the nearest place before it that is taken. */
interface ChainPlace {
  readonly here: readonly ChainedRecord[];
  readonly before: readonly ChainedRecord[];
}

/** Where records stand, by workstation, epoch and `seq`. */
export type ChainPlaces = ReadonlyMap<string, ChainPlace>;

/** Puts records of any number of chains into their places. */
export function chainPlaces(records: readonly ChainedRecord[]): ChainPlaces {
  const places = new Map<string, { here: ChainedRecord[]; before: ChainedRecord[] }>();
  const lastPlaces = new Map<string, ChainedRecord[]>();
  for (const own of [...records].sort((a, b) => a.record.seq - b.record.seq)) {
    const name = placeName(own.record);
    const taken = places.get(name);
    if (taken !== undefined) {
      taken.here.push(own);
      continue;
    }
    const here = [own];
    const chain = chainName(own.record);
    places.set(name, { here, before: lastPlaces.get(chain) ?? [] });
    lastPlaces.set(chain, here);
  }
  return places;
}

/** What is wrong around a record, as far as the records that have places can tell. */
export function chainFindings(own: ChainedRecord, places: ChainPlaces): readonly ChainFinding[] {
  const { seq, prev_hash } = own.record;
  if ((seq === 1) !== (prev_hash === chainStart)) return [{ why: 'start' }];
  const { here = [], before = [] } = places.get(placeName(own.record)) ?? {};
  const other = here.find(({ hash }) => hash !== own.hash);
  const forks: ChainFinding[] =
    other === undefined ? [] : [{ why: 'fork', beside: other.record.evidence_id }];
  const nearest = before[0]?.record;
  if (nearest === undefined || previousOf(own, places) !== undefined) return forks;
  return nearest.seq === seq - 1
    ? [...forks, { why: 'previous', before: nearest.evidence_id }]
    : [...forks, { why: 'missing', from: nearest.seq + 1, to: seq - 1 }];
}

/** The record that a record names as the one before it, where it is among those that have places. */
export function previousOf(
  { record }: ChainedRecord,
  places: ChainPlaces,
): EvidenceRecord | undefined {
  const before = places.get(placeName(record))?.before;
  return before?.find(({ hash }) => hash === record.prev_hash)?.record;
}

function chainName({ device, epoch }: EvidenceRecord): string {
  return `${device.workstation_id} ${epoch}`;
}

function placeName(record: EvidenceRecord): string {
  return `${chainName(record)} ${record.seq}`;
}
