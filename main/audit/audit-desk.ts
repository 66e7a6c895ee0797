import type { Audit } from '../../src/audit/audit-actions.ts';
import { sealAuditFile } from '../../src/audit/audit-file.ts';
import { signHead } from '../../src/audit/audit-head.ts';
import type { KeyStatement } from '../../src/evidence/evidence-package.ts';
import type { SigningKey } from '../../src/evidence/signed-statement.ts';
import { type Failure, failure, type Outcome } from '../../src/failures/failure.ts';
import { type Clock, hallDay, type Instant } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import type { Log } from '../diagnostics/log.ts';
import type { AuditCalls } from '../platform-client/audit-calls.ts';
import { attempt } from '../storage/attempt.ts';
import type { Storage } from '../storage/storage.ts';

/** How much is added to the log, and how long it takes, in milliseconds, before the platform is told of it again. */
const anchorEvery = { rows: 500, ms: 15 * 60_000 } as const;

/** By how much the clock may differ from the time that has passed, in milliseconds, before it counts as set. */
const clockJump = 60_000;

/** The audit log as the counter uses it: written, countersigned by the platform, cut for its age, and handed out. */
export interface AuditDesk {
  /** Writes down what has just been done. What cannot be written now keeps nobody from doing it. */
  readonly note: Audit;
  /** Has the platform countersign the log as far as it has come. Where that fails it is done with the next. */
  anchor(): Promise<void>;
  /** A minute or so has passed. */
  passTime(): void;
  /** Writes the log to a file that the technician chooses; `saved` is false when they have thought better of it. */
  exportLog(): Promise<Outcome<{ readonly saved: boolean }>>;
  /** What people have to be told. */
  notices(): readonly Failure[];
}

/** What the audit desk needs. */
export interface AuditDeskOptions {
  readonly clock: Clock;
  readonly storage: Pick<Storage, 'audit' | 'workstation'>;
  /** The key that this workstation signs with now. */
  readonly key: () => SigningKey;
  readonly calls: AuditCalls;
  /** Makes the key known at the platform. @returns the platform's word about it */
  readonly register: () => Promise<Outcome<KeyStatement>>;
  /** Months that a row is kept. */
  readonly keptMonths: () => number;
  /** Asks for a file and writes it. @returns false when whoever was asked has thought better of it */
  readonly save: (suggestedName: string, content: Uint8Array) => Promise<Outcome<boolean>>;
  readonly log: Log;
  readonly onChange: () => void;
}

/** Keeps the audit log of one workstation. */
export function createAuditDesk(options: AuditDeskOptions): AuditDesk {
  const { clock, log } = options;
  const { audit, workstation } = options.storage;
  let lastTold = clock.monotonic();
  let lastTick = { at: Date.parse(clock.now()), passed: clock.monotonic() };
  let cutOn = '';
  let isDisputed = false;
  let statement: KeyStatement | null = null;
  let anchoring: Promise<void> | undefined;

  const note: Audit = (action, facts) => {
    attempt(log, () => {
      audit.note(action, facts);
      return ok(null);
    });
  };

  function headNow() {
    const told = { workstationId: workstation.id, head: audit.head(), at: clock.now() };
    return signHead(told, options.key());
  }

  async function anchorOnce(): Promise<void> {
    lastTold = clock.monotonic();
    const known = await options.register();
    if (!known.ok) return;
    statement = known.value;
    if (audit.unanchored() === 0) return;
    const head = headNow();
    const receipt = await options.calls.giveHead(head);
    if (receipt.ok) {
      attempt(log, () => {
        audit.keepAnchor({ head, receipt: receipt.value });
        return ok(null);
      });
      return;
    }
    log.warn('audit.not-anchored', { code: receipt.problem.code });
    if (receipt.problem.code !== 'audit.disputed' || isDisputed) return;
    isDisputed = true;
    note('log:disputed', { seq: head.seq });
    options.onChange();
  }

  function anchor(): Promise<void> {
    anchoring ??= anchorOnce()
      .catch((cause: unknown) => log.warn('audit.failed', { cause: String(cause) }))
      .finally(() => {
        anchoring = undefined;
      });
    return anchoring;
  }

  function watchClock(): void {
    const tick = { at: Date.parse(clock.now()), passed: clock.monotonic() };
    const jump = tick.at - lastTick.at - (tick.passed - lastTick.passed);
    lastTick = tick;
    if (Math.abs(jump) < clockJump) return;
    note('clock:set', { seconds: Math.round(Math.abs(jump) / 1000), isForward: jump > 0 });
  }

  function cutOld(): void {
    const today = hallDay(clock.now());
    if (today === cutOn) return;
    cutOn = today;
    attempt(log, () => {
      const rows = audit.cutBefore(monthsBefore(clock.now(), options.keptMonths()));
      if (rows > 0) log.info('audit.cut', { rows });
      return ok(null);
    });
  }

  return {
    note,
    anchor,
    passTime: () => {
      watchClock();
      cutOld();
      const isDue = clock.monotonic() - lastTold >= anchorEvery.ms;
      const rows = audit.unanchored();
      if (rows >= anchorEvery.rows || (isDue && rows > 0)) void anchor();
    },
    exportLog: async () => {
      await anchor();
      const content = audit.content();
      const bytes = sealAuditFile({
        workstation_id: workstation.id,
        key: statement,
        head: headNow(),
        ...content,
      });
      const day = hallDay(clock.now());
      const saved = await options.save(`${workstation.id.slice(-8)}-${day}.audit`, bytes);
      if (!saved.ok) return saved;
      if (saved.value) note('log:exported', { rows: content.rows.length });
      return ok({ saved: saved.value });
    },
    notices: () => (isDisputed ? [failure('audit.disputed')] : []),
  };
}

/** So many months before a moment; of a month without such a day, its last. */
function monthsBefore(moment: Instant, months: number): Instant {
  const date = new Date(moment);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.toISOString();
}
