import { z } from 'zod';

/**
 * What a fact of the audit log can be. None of these can hold a person's name or number: the log is kept in clear and leaves
 * the counter.
 */
export const factKinds = {
  /** A case, a page, a lease, an event: made here, and of nobody. */
  id: z.uuid(),
  /** A word of this program or of the platform: a stage, an outcome, the code of a failure. */
  code: z
    .string()
    .regex(/^[a-z][a-z0-9]*([-.:][a-z0-9]+)*$/)
    .max(64),
  count: z.int().nonnegative(),
  flag: z.boolean(),
  /** 32 bytes in hex. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** A day in the hall or a moment, both of ISO 8601. */
  time: z.union([z.iso.date(), z.iso.datetime()]),
  /** A login. */
  account: z.string().min(1).max(64),
  /** What a technician has set, and what it was before, or which windows and key are here: of this machine. */
  setting: z.union([z.string(), z.number(), z.boolean()]),
} as const;

const { id, code, count, flag, hash, time, account, setting } = factKinds;

const onCase = { caseId: id } as const;
const onPage = { caseId: id, pageId: id } as const;

/** A fact, as a row holds it. */
type Fact = string | number | boolean;

/** A word as a fact holds it. Of one that came from elsewhere and is no code nothing is written down. */
export function asCode(word: unknown): string {
  return factKinds.code.safeParse(word).data ?? 'other';
}

/** Everything that is written down, and with which facts. */
export const auditActions = {
  /** The first row of a database: the log begins, or goes on in a new database with what could be read of a damaged one. */
  'log:begun': { rows: count },
  /** Rows were taken out for their age, up to one that the platform has the hash of. */
  'log:cut': { through: count, hash, rows: count },
  /** The log left the counter as a file. */
  'log:exported': { rows: count },
  /** The platform said that it has another log of this workstation than this one. */
  'log:disputed': { seq: count },
  'settings:changed': { key: setting, before: setting, after: setting },
  /** By a code of the platform; until then it is nobody's. */
  'workstation:enrolled': { keyId: setting, windows: setting },
  /** The platform has said that this workstation's key counts no more. */
  'workstation:revoked': {},
  /** 演练: as if the platform were away, and its end; `byItself`: its time was over. */
  'drill:began': { minutes: count },
  'drill:ended': { byItself: flag },
  'session:opened': {},
  'session:refused': { code },
  'session:closed': {},
  'session:ended-by-platform': {},
  'session:locked': {},
  'session:unlocked': {},
  'session:wrong-password': { tries: count },
  'session:locked-out': { tries: count },
  'case:begun': onCase,
  /** 转窗: offered to another window, or given back by it. */
  'case:handed-over': { ...onCase, handoverId: id },
  'case:handed-back': onCase,
  'case:taken-over': onCase,
  /** 离线收件: received without the platform, which is asked later. */
  'case:received-offline': onCase,
  /** 回访: whoever it is for has to be asked. */
  'case:call-back': onCase,
  /** It has left the call-back list, however that came about. */
  'case:call-back-ended': { ...onCase, outcome: code },
  'case:submitted': onCase,
  'case:sent-back': { ...onCase, code },
  'case:received': onCase,
  'case:closed': onCase,
  /** It was begun on an earlier day, and dropped. */
  'case:dropped': onCase,
  /** A supervisor gave it to another clerk of the window; both have proved that they were there. */
  'case:reassigned': { ...onCase, from: account, to: account, secondBy: account, reason: code },
  'consent:pushed': { ...onPage, licences: count },
  'consent:answered': { ...onPage, outcome: code, asked: count, agreed: count },
  'consent:withdrawn': { ...onPage, place: code },
  'attachment:added': { ...onCase, count },
  'attachment:removed': { ...onCase, count },
  'lease:opened': { ...onCase, leaseId: id },
  'lease:shredded': { leaseId: id },
  'outbox:acknowledged': { through: count, received: count },
  'outbox:rejected': { count },
  /** What had been kept for its time: how many, of which kind (`all` where there is one), and from before which day. */
  'retention:removed': { what: code, kind: code, count, before: time },
  'paper:printed': { ...onCase, paper: code },
  'paper:saved': { ...onCase, paper: code },
  'storage:noticed': { code },
  /** Numbers of a damaged database that the one made of it lacks. */
  'storage:numbers-missing': { events: count, auditEntries: count },
  /** The key of what was here is lost: it was put aside sealed, and the log begins in a new store. */
  'storage:begun-anew': { putAside: time },
  /** A copy of the database lies beside it, or the one before is still there, and why. */
  'storage:backed-up': {},
  'storage:not-backed-up': { code },
  'device:lost': { place: code },
  'evaluator:lost': {},
  /** The clock of this computer has jumped, by so many seconds and in the direction that is told. */
  'clock:set': { seconds: count, isForward: flag },
} as const satisfies Readonly<Record<string, Readonly<Record<string, z.ZodType<Fact>>>>>;

export type AuditAction = keyof typeof auditActions;

/** The facts of an action. */
export type AuditFacts<Action extends AuditAction> = {
  readonly [Key in keyof (typeof auditActions)[Action]]: z.output<
    Extract<(typeof auditActions)[Action][Key], z.ZodType<Fact>>
  >;
};

/** Writes down what has just been done, by whoever is at the counter. */
export type Audit = <Action extends AuditAction>(action: Action, facts: AuditFacts<Action>) => void;
