import { z } from 'zod';

/**
 * How the reference platform is made to fail on purpose. Every failure is a switch with a name, and its parameters are
 * data: the same from a test and over HTTP. The routes are for programs of the platform's own machine and for its own
 * pages (403 `loopback-only`, `host-not-allowed`, `cross-site`).
 */
export const misbehaviourPaths = {
  /** GET: the faults in force. POST: puts one in force. DELETE: ends all of them. */
  faults: '/admin/misbehaviour',
  /** DELETE: ends one. */
  oneFault: '/admin/misbehaviour/:id',
  /** GET: every switch there is. */
  catalogue: '/admin/misbehaviour/catalogue',
  /** GET: the platform's identity, clock and snapshots. POST: changes one of them, or a licence, at once. */
  world: '/admin/misbehaviour/world',
} as const;

const frequency = {
  times: z
    .number()
    .int()
    .positive()
    .describe('How often it strikes; absent: until it is ended.')
    .exactOptional(),
  every: z
    .number()
    .int()
    .positive()
    .describe('It strikes only each n-th time it could; absent: each time.')
    .exactOptional(),
};

const path = z
  .string()
  .startsWith('/')
  .describe('Requests whose path starts with this, e.g. `/api/v1/batches`.');
const milliseconds = z.number().int().positive().max(600_000);

const onRequests = <Name extends string>(name: Name) =>
  z.strictObject({ fault: z.literal(name), path, ...frequency });

const onStreams = <Name extends string>(name: Name) =>
  z.strictObject({
    fault: z.literal(name),
    path: path.describe('Streams whose path starts with this; absent: all.').exactOptional(),
    ...frequency,
  });

const requestRuleSchema = z.discriminatedUnion('fault', [
  onRequests('status500').describe('Answers 500 without doing anything.'),
  onRequests('status502').describe('Answers 502 without doing anything.'),
  onRequests('status503').describe('Answers 503 without doing anything.'),
  onRequests('status504').describe('Answers 504 without doing anything.'),
  onRequests('status429')
    .extend({ retryAfterSeconds: z.number().int().positive().max(3600) })
    .describe('Answers 429 with Retry-After without doing anything.'),
  z
    .strictObject({ fault: z.literal('licenceLibraryDown'), ...frequency })
    .describe('The licence library alone answers 503; everything else goes on.'),
  onRequests('delayMs')
    .extend({
      ms: milliseconds,
      jitterMs: milliseconds.describe('Up to so much longer.').exactOptional(),
      seed: z
        .number()
        .int()
        .describe('The same seed gives the same delays; absent: 0.')
        .exactOptional(),
    })
    .describe('Does what was asked, but begins late.'),
  onRequests('hang').describe('Never answers.'),
  onRequests('resetBeforeCommit').describe('Resets the connection without doing anything.'),
  onRequests('resetAfterCommit').describe('Does what was asked and resets the connection.'),
  onRequests('dropConnectionAfterCommit').describe(
    'Does what was asked and closes the connection without an answer.',
  ),
  onRequests('truncatedBody').describe(
    'Does what was asked, promises the whole answer and closes the connection after half of it.',
  ),
  onRequests('truncatedJson').describe(
    'Does what was asked and answers half of the JSON as if it were all.',
  ),
  onRequests('wrongShape').describe('Does what was asked and answers JSON of another shape.'),
  onRequests('trickle')
    .extend({ bytesPerSecond: z.number().int().positive().max(1000) })
    .describe('Does what was asked and answers byte by byte.'),
  onRequests('processedTwice').describe(
    'The request arrives twice; the second answer is the one that comes back.',
  ),
  onRequests('reordered')
    .extend({ withinMs: milliseconds.describe('It waits no longer than this.') })
    .describe('The request waits until the next one has overtaken it and is answered.'),
]);
/** A fault that befalls requests. */
export type RequestRule = z.infer<typeof requestRuleSchema>;

const pushRuleSchema = z.discriminatedUnion('fault', [
  onStreams('pushCut').describe('Cuts a stream instead of the next hint or sign of life.'),
  onStreams('hintsLost').describe('Sends no hint.'),
  onStreams('hintsDoubled').describe('Sends a hint twice.'),
  onStreams('hintsLate').extend({ ms: milliseconds }).describe('Sends a hint late.'),
]);
/** A fault that befalls the streams of hints; the hint that a stream opens with is one as well. */
export type PushRule = z.infer<typeof pushRuleSchema>;

/** One fault. Of several that fit, the oldest strikes. */
export const misbehaviourRuleSchema = z.discriminatedUnion('fault', [
  ...requestRuleSchema.options,
  ...pushRuleSchema.options,
]);
export type MisbehaviourRule = RequestRule | PushRule;

/** Whether a fault befalls streams; otherwise it befalls requests. */
export function isPushRule(rule: MisbehaviourRule): rule is PushRule {
  return pushRuleSchema.options.some(({ shape }) => shape.fault.value === rule.fault);
}

const faultInForceSchema = z.object({
  /** With which it is ended. */
  id: z.uuid(),
  rule: misbehaviourRuleSchema,
  /** How often it has struck. One that has struck as often as it was told is not in force any more. */
  struck: z.number().int().nonnegative(),
});
export type FaultInForce = z.infer<typeof faultInForceSchema>;

export const faultAddedAnswerSchema = faultInForceSchema.pick({ id: true });

/** Oldest first. */
export const faultsAnswerSchema = z.object({ faults: z.array(faultInForceSchema) });

const licenceCode = z.string().min(1).max(64);
/** Also the name of a file, so it holds nothing that could lead elsewhere. */
const snapshotName = z.string().regex(/^[a-z0-9](-?[a-z0-9]){0,62}$/);
const hundredYearsMs = 100 * 365 * 86_400_000;

const onWorld = <Name extends string>(name: Name) => z.strictObject({ change: z.literal(name) });

/**
 * A change of the platform itself, done at once. Refused (404) with `licence-unknown` or `snapshot-unknown`, (409) with
 * `licence-status-wrong` for a licence that is not issued, or `snapshot-of-other-version`.
 */
export const worldChangeSchema = z.discriminatedUnion('change', [
  onWorld('shiftClock')
    .extend({ ms: z.number().int().min(-hundredYearsMs).max(hundredYearsMs) })
    .describe("The platform's clock goes wrong by so many milliseconds; 0 sets it right."),
  onWorld('expireLicence').extend({ licenceCode }).describe("A licence's last day was yesterday."),
  onWorld('abolishLicence').extend({ licenceCode }).describe('An issued licence is abolished.'),
  onWorld('takeSnapshot')
    .extend({ name: snapshotName })
    .describe('Everything the platform knows is put aside under a name.'),
  onWorld('restoreSnapshot')
    .extend({ name: snapshotName })
    .describe('The platform knows again what it knew at a snapshot, and nothing since.'),
  onWorld('changePlatformId').describe('The platform is another one to its workstations.'),
]);
export type WorldChange = z.infer<typeof worldChangeSchema>;

export const worldAnswerSchema = z.object({
  platformId: z.uuid(),
  /** The platform's clock, as far off as it is. */
  at: z.iso.datetime(),
  clockShiftMs: z.number().int(),
  /** Names, sorted. */
  snapshots: z.array(z.string()),
});
export type WorldAnswer = z.infer<typeof worldAnswerSchema>;

/** Every switch, in the order of this file: a fault is sent to `faults`, a change of the world to `world`. */
export const catalogueAnswerSchema = z.object({
  switches: z.array(
    z.object({
      /** Also the key of its label on the admin page. */
      id: z.string().min(1),
      kind: z.enum(['fault', 'world']),
      description: z.string().min(1),
      /** JSON schema of what is sent. */
      parameters: z.record(z.string(), z.unknown()),
    }),
  ),
});
export type Catalogue = z.infer<typeof catalogueAnswerSchema>;
