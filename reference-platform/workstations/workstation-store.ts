import type { NotNull } from 'kysely';
import type {
  AdministeredWorkstation,
  SettingsChangeRequest,
  WorkstationSettings,
} from '../../src/contracts/workstation-api.ts';
import type { Clock, Instant } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';
import { revokeEvidenceKeysOf } from '../evidence/evidence-keys.ts';
import type { Journal } from '../journal/journal.ts';
import type { PushHub } from '../journal/push-hub.ts';
import { endSessionsOf } from '../sessions/session-store.ts';

/** A key that a workstation has enrolled. */
export interface WorkstationKey {
  readonly workstationId: string;
  readonly keyId: string;
  /** Ed25519, SPKI, DER in base64. */
  readonly publicKey: string;
  /** What it signed from then on counts for nothing; what it signed before stays good. */
  readonly revokedAt?: Instant;
}

/** So long a workstation that was seen need not be seen again. */
const seenMs = 60_000;

/** The workstations that have enrolled. */
export class WorkstationStore {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #hub: PushHub;
  /** Moments of the clock at which each was last seen and written down. */
  readonly #seen = new Map<string, number>();

  constructor(db: Database, clock: Clock, journal: Journal, hub: PushHub) {
    this.#db = db;
    this.#clock = clock;
    this.#journal = journal;
    this.#hub = hub;
  }

  /** The key with an id, revoked or not; or by a workstation's id the newest of its keys. */
  async keyOf(workstationOrKeyId: string): Promise<WorkstationKey | undefined> {
    const row = await this.#db
      .selectFrom('workstation_keys')
      .selectAll()
      .where(isKeyId(workstationOrKeyId) ? 'key_id' : 'workstation_id', '=', workstationOrKeyId)
      .orderBy('sequence', 'desc')
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { key_id: keyId, workstation_id: workstationId, public_key: publicKey } = row;
    const key = { workstationId, keyId, publicKey };
    return row.revoked_at === null ? key : { ...key, revokedAt: row.revoked_at };
  }

  /** A workstation has shown itself. Written down at most once a minute. */
  async seen(workstationId: string): Promise<void> {
    const now = this.#clock.monotonic();
    if (now - (this.#seen.get(workstationId) ?? Number.NEGATIVE_INFINITY) < seenMs) return;
    this.#seen.set(workstationId, now);
    await this.#db
      .updateTable('workstations')
      .set({ last_seen_at: this.#clock.now() })
      .where('id', '=', workstationId)
      .execute();
  }

  /** All of them by name, with the state of their newest keys. */
  async list(): Promise<AdministeredWorkstation[]> {
    const rows = await this.#db
      .selectFrom('workstations')
      .innerJoin('workstation_keys', 'workstation_keys.workstation_id', 'workstations.id')
      .selectAll()
      .where('workstation_keys.sequence', 'in', (keys) =>
        keys
          .selectFrom('workstation_keys')
          .select(({ fn }) => fn.max('sequence').as('newest'))
          .groupBy('workstation_id'),
      )
      .orderBy('name')
      .orderBy('id')
      .execute();
    return rows.map((row) => ({
      workstationId: row.id,
      name: row.name,
      state: row.revoked_at === null ? 'enrolled' : 'revoked',
      enrolledAt: row.enrolled_at,
      ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
      ...(row.last_seen_at === null ? {} : { lastSeenAt: row.last_seen_at }),
      settings: settingsOf(row),
    }));
  }

  /** Every key that was revoked or replaced, by the order of enrolment. */
  async revocations(): Promise<Required<Omit<WorkstationKey, 'publicKey'>>[]> {
    return this.#db
      .selectFrom('workstation_keys')
      .select(['workstation_id as workstationId', 'key_id as keyId', 'revoked_at as revokedAt'])
      .where('revoked_at', 'is not', null)
      .$narrowType<{ revokedAt: NotNull }>()
      .orderBy('sequence')
      .execute();
  }

  /** Revokes a workstation: its keys count no more, those of its evidence too; its sessions and its stream end. */
  async revoke(workstationId: string): Promise<Result<null, 'workstation-unknown'>> {
    if ((await this.keyOf(workstationId)) === undefined) return err('workstation-unknown');
    await this.#db.transaction().execute(async (transaction) => {
      const now = this.#clock.now();
      await revokeKeysOf(transaction, workstationId, now);
      await revokeEvidenceKeysOf(transaction, workstationId, now);
    });
    this.endStream(workstationId);
    return ok(null);
  }

  /** Ends the stream of a workstation whose sessions have ended. */
  endStream(workstationId: string): void {
    this.#hub.end(`workstation:${workstationId}`);
  }

  /** The settings of a workstation that has enrolled. */
  async settings(workstationId: string): Promise<WorkstationSettings> {
    const row = await this.#db
      .selectFrom('workstations')
      .select(['settings', 'settings_version'])
      .where('id', '=', workstationId)
      .executeTakeFirstOrThrow();
    return settingsOf(row);
  }

  /** Replaces the settings of a workstation, and tells it so. */
  async changeSettings({
    workstationId,
    windows,
    limits,
  }: SettingsChangeRequest): Promise<
    Result<WorkstationSettings, 'workstation-unknown' | 'window-unknown'>
  > {
    return this.#journal.commit(async (transaction, tell) => {
      const known = await transaction
        .selectFrom('windows')
        .select('id')
        .where('id', 'in', windows)
        .execute();
      if (known.length < new Set(windows).size) return err('window-unknown');
      const changed = await transaction
        .updateTable('workstations')
        .set(({ eb }) => ({
          settings: JSON.stringify({ windows, limits }),
          settings_version: eb('settings_version', '+', 1),
        }))
        .where('id', '=', workstationId)
        .returning(['settings', 'settings_version'])
        .executeTakeFirst();
      if (changed === undefined) return err('workstation-unknown');
      const settings = settingsOf(changed);
      await tell.workstation(workstationId, {
        kind: 'settings:changed',
        version: settings.version,
      });
      return ok(settings);
    });
  }
}

/** A UUID has 36 characters, a SHA-256 in base64url 43. */
function isKeyId(id: string): boolean {
  return id.length === 43;
}

/** Ends what a workstation could do so far: its keys from an instant on, and its sessions. */
export async function revokeKeysOf(
  transaction: Database,
  workstationId: string,
  revoked_at: Instant,
): Promise<void> {
  await transaction
    .updateTable('workstation_keys')
    .set({ revoked_at })
    .where('workstation_id', '=', workstationId)
    .where('revoked_at', 'is', null)
    .execute();
  await endSessionsOf(transaction, workstationId);
}

function settingsOf(row: {
  readonly settings: string;
  readonly settings_version: number;
}): WorkstationSettings {
  return { version: row.settings_version, ...JSON.parse(row.settings) };
}
