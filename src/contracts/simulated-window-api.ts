import { z } from 'zod';

/**
 * A window without a workstation, for whoever tries the phones: it asks for a consent and opens what was agreed to. From
 * the platform's own machine only.
 */
export const simulatedWindowPaths = {
  /** GET: the window and the registered items, with what each needs. */
  window: '/admin/simulated-window',
  /** POST: asks for a consent (`askConsentRequestSchema`), as a workstation would. */
  consents: '/admin/simulated-window/consents',
  /** GET: what became of it. */
  consent: (consentId: string) => `/admin/simulated-window/consents/${consentId}`,
  /** POST: fetches the values of every licence that was agreed to. */
  opening: (consentId: string) => `/admin/simulated-window/consents/${consentId}/opening`,
} as const;

export const simulatedWindowSchema = z.strictObject({
  hall: z.string(),
  window: z.string(),
  orgName: z.string(),
  clerkNumber: z.string(),
  items: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      department: z.string(),
      variant: z.string(),
      licences: z.array(
        z.strictObject({
          typeCode: z.string(),
          name: z.string(),
          purpose: z.string(),
          isSensitive: z.boolean(),
          fields: z.array(z.strictObject({ key: z.string(), name: z.string() })),
        }),
      ),
    }),
  ),
});
export type SimulatedWindow = z.infer<typeof simulatedWindowSchema>;

/** Refused (409) with `consent-not-given`, and (404) with `consent-unknown`. */
export const openingAnswerSchema = z.strictObject({
  licences: z.array(
    z.strictObject({
      licenceCode: z.string(),
      name: z.string(),
      /** What the library says if it does not open the licence, e.g. `licence-not-consented`. */
      problem: z.string().exactOptional(),
      /** Field key → value. */
      fields: z.record(z.string(), z.string()),
    }),
  ),
});
export type Opening = z.infer<typeof openingAnswerSchema>;
