import { randomUUID } from 'node:crypto';
import type { LicenceRecord } from '../../src/contracts/licence-api.ts';
import type { WorldAnswer, WorldChange } from '../../src/contracts/misbehaviour-api.ts';
import { addDays } from '../../src/domain/calendar-day.ts';
import { hallDay } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import { type Database, readPlatformId } from '../database/open-database.ts';
import type { ShiftedClock } from './shifted-clock.ts';
import type { SnapshotProblem, Snapshots } from './snapshots.ts';

/** Why the world stays as it is. */
export type WorldProblem = SnapshotProblem | 'licence-unknown' | 'licence-status-wrong';

/** A licence's values by field key. */
type Fields = Readonly<Record<string, string>>;

/** What can be changed of the platform behind everybody's back. */
export class WorldSwitches {
  readonly #db: Database;
  readonly #clock: ShiftedClock;
  readonly #snapshots: Snapshots;

  constructor(db: Database, clock: ShiftedClock, snapshots: Snapshots) {
    this.#db = db;
    this.#clock = clock;
    this.#snapshots = snapshots;
  }

  /** The world as it is. */
  async read(): Promise<WorldAnswer> {
    return {
      platformId: await readPlatformId(this.#db),
      at: this.#clock.now(),
      clockShiftMs: this.#clock.shiftMs,
      snapshots: await this.#snapshots.names(),
    };
  }

  /** Changes the world at once. */
  async change(change: WorldChange): Promise<Result<null, WorldProblem>> {
    switch (change.change) {
      case 'shiftClock':
        this.#clock.shiftTo(change.ms);
        return ok(null);
      case 'expireLicence':
        return this.#expire(change.licenceCode);
      case 'abolishLicence':
        return this.#abolish(change.licenceCode);
      case 'takeSnapshot':
        await this.#snapshots.take(change.name);
        return ok(null);
      case 'restoreSnapshot':
        return this.#snapshots.restore(change.name);
      case 'changePlatformId':
        await this.#db.updateTable('platform').set({ id: randomUUID() }).execute();
        return ok(null);
    }
  }

  #expire(licenceCode: string) {
    const yesterday = addDays(hallDay(this.#clock.now()), -1);
    return this.#rewrite(licenceCode, (record, fields) =>
      ok({
        record: { ...record, expiry_date: yesterday },
        fields: withLastDay(fields, yesterday),
      }),
    );
  }

  #abolish(licenceCode: string) {
    return this.#rewrite(licenceCode, (record, fields) =>
      record.license_status === 'ISSUED'
        ? ok({
            record: {
              ...record,
              license_status: 'ABOLISHED',
              abolish_reason: '仿真注销',
              abolish_time: hallDay(this.#clock.now()),
            },
            fields,
          })
        : err('licence-status-wrong'),
    );
  }

  #rewrite(
    licenceCode: string,
    rewrite: (
      record: LicenceRecord,
      fields: Fields,
    ) => Result<{ readonly record: LicenceRecord; readonly fields: Fields }, WorldProblem>,
  ): Promise<Result<null, WorldProblem>> {
    return this.#db.transaction().execute(async (transaction) => {
      const kept = await transaction
        .selectFrom('licences')
        .select(['record', 'fields'])
        .where('license_code', '=', licenceCode)
        .executeTakeFirst();
      if (kept === undefined) return err('licence-unknown');
      const rewritten = rewrite(JSON.parse(kept.record), JSON.parse(kept.fields));
      if (!rewritten.ok) return rewritten;
      const { record, fields } = rewritten.value;
      await transaction
        .updateTable('licences')
        .set({ record: JSON.stringify(record), fields: JSON.stringify(fields) })
        .where('license_code', '=', licenceCode)
        .execute();
      return ok(null);
    });
  }
}

/** Fields of a type's own may repeat the last day; on the face they agree. */
function withLastDay(fields: Fields, day: string): Fields {
  const before = fields['YXQJSRQ'] ?? '';
  return Object.fromEntries(
    Object.entries({ ...fields, YXQJSRQ: day }).map(([key, value]) => [
      key,
      before !== '' && value === before ? day : value,
    ]),
  );
}
