import { z } from 'zod';

/**
 * What the platform does for a counter, each of which can fail while the others go on: its own API, the licence library, the
 * push stream, and its clock.
 */
export const platformCapabilities = ['platform', 'licences', 'push', 'time'] as const;
export type PlatformCapability = (typeof platformCapabilities)[number];

const capabilitySchema = z.strictObject({
  /** `unknown` until it has been asked for. */
  state: z.enum(['up', 'down', 'unknown']),
  /** When that came to be so; of a platform that is away, its last answer. */
  since: z.iso.datetime(),
});

/** How the platform stands, by what it has answered itself, and what may be done without it. */
export const connectivitySchema = z.strictObject({
  platform: capabilitySchema,
  licences: capabilitySchema,
  push: capabilitySchema,
  time: capabilitySchema,
  /**
   * `offline`: cases are received without the platform. `finish-only`: it has been away for so long that no new case is
   * begun. `locked`: for so long that nothing is opened, and nobody logs in.
   */
  mode: z.enum(['online', 'offline', 'finish-only', 'locked']),
  /** What comes next if the platform stays away, and when. */
  next: z
    .strictObject({ mode: z.enum(['finish-only', 'locked']), at: z.iso.datetime() })
    .exactOptional(),
  /** It is as if the platform were away, for training (演练), until then. */
  isDrill: z.boolean(),
  drillEndsAt: z.iso.datetime().exactOptional(),
});
export type Connectivity = z.infer<typeof connectivitySchema>;
