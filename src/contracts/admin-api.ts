import { z } from 'zod';

/** What the platform's own administration (管理) asks for; from its own machine only. */
export const adminPaths = {
  /** GET: everybody in the subject library. */
  people: '/admin/people',
  /** POST: the licences of one holder. */
  licences: '/admin/licences',
  /** GET: how many records of consents are kept (授权存证). */
  evidence: '/admin/evidence',
} as const;

export const peopleAnswerSchema = z.strictObject({
  people: z.array(
    z.strictObject({
      idNumber: z.string(),
      name: z.string(),
      /** What is special about them, in Chinese, as a presenter would say it. */
      special: z.string().exactOptional(),
      licenceCount: z.int().nonnegative(),
      /** The enterprises that this person represents and that still exist. */
      represents: z.array(z.strictObject({ uscc: z.string(), name: z.string() })),
    }),
  ),
});
export type AdministeredPerson = z.infer<typeof peopleAnswerSchema>['people'][number];

export const licencesRequestSchema = z.strictObject({
  /** Number of a person, USCC of an enterprise. */
  holder: z.string().min(1).max(18),
});

export const licencesAnswerSchema = z.strictObject({
  licences: z.array(
    z.strictObject({
      licenceCode: z.string(),
      typeCode: z.string(),
      name: z.string(),
      holderName: z.string(),
      status: z.enum(['DRAFT', 'REGISTERED', 'ISSUED', 'ABOLISHED']),
      issueDate: z.string(),
      /** Empty: no end. */
      expiryDate: z.string(),
      trustLevel: z.string(),
    }),
  ),
});
export type AdministeredLicence = z.infer<typeof licencesAnswerSchema>['licences'][number];

export const evidenceCountAnswerSchema = z.strictObject({ records: z.int().nonnegative() });
