import { z } from 'zod';

/**
 * The Guangdong licence library (广东省电子证照系统), `license-app/v1`, as its public clients show it.
 * Names and quirks are the real interface's: snake_case, an envelope that reports failures inside HTTP 200,
 * `auth_codes` paired with `data` by position only, `data_fields` as a string of single-quoted JSON, dates with or
 * without a time.
 */
export const licenceApiPaths = {
  login: '/security/login',
  logout: '/security/logout',
  currentUser: '/security/get_current_user',
  serviceItems: '/service_item/list',
  auth: '/license/auth',
  holder: '/license/holder',
  entrust: '/license/entrust',
  webpage: '/license/webpage',
  getLicence: '/license/get_license',
  archive: '/license/archive',
  token: '/license/token',
  page: '/license/page',
} as const;

/** Largest `page_size` the library accepts. */
export const licencePageSizeLimit = 150;

const licenceErrorSchema = z.object({
  code: z.string(),
  message: z.string().nullish(),
  inner_code: z.string().nullish(),
});

/** Wraps the fields that an answer carries beside the envelope's own. */
export function envelope<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object({
    ack_code: z.enum(['SUCCESS', 'FAILURE']),
    errors: z.array(licenceErrorSchema).nullish(),
    correlation_id: z.string().nullish(),
    response_id: z.string().nullish(),
    timestamp: z.string().nullish(),
    ...shape,
  });
}

/** An answer that carries nothing but how it went. */
export const licenceEnvelopeSchema = envelope({});

export const licenceUserAnswerSchema = envelope({
  data: z
    .object({
      account: z.string(),
      division: z.string(),
      division_code: z.string(),
      service_org: z.object({ org_code: z.string(), org_name: z.string() }),
    })
    .nullish(),
});

export const licenceItemsAnswerSchema = envelope({
  data: z.array(z.object({ service_item_code: z.string(), name: z.string() })).nullish(),
});

export const licenceLoginRequestSchema = z.strictObject({
  app_key: z.string(),
  app_secret: z.string(),
  account: z.string(),
  password: z.string(),
  org_code: z.string().exactOptional(),
});

export const licenceLoginAnswerSchema = envelope({ access_token: z.string().min(1).nullish() });

/** Who asks, in every call that looks at licences. */
export const licenceOperatorSchema = z.strictObject({
  account: z.string().min(1),
  name: z.string().min(1),
  identity_num: z.string().min(1),
  role: z.string().min(1),
  division: z.string().min(1),
  division_code: z.string().min(1),
  service_org: z.string().min(1),
  service_org_code: z.string().min(1),
});
export type LicenceOperator = z.infer<typeof licenceOperatorSchema>;

/** 依职能用证: the licences that an item needs from a person. */
export const licenceAuthRequestSchema = z.strictObject({
  identity_number: z.string().min(1),
  service_item_code: z.string().min(1),
  service_item_name: z.string().min(1),
  biz_num: z.string().min(1),
  page_index: z.number().int().positive(),
  page_size: z.number().int().positive().max(licencePageSizeLimit),
  request_id: z.string().min(1),
  operator: licenceOperatorSchema,
});
export type LicenceAuthRequest = z.infer<typeof licenceAuthRequestSchema>;

/** 持证人用证: the licences that an item needs from whoever shows a credential (实名登录凭证). */
export const licenceHolderRequestSchema = z.strictObject({
  service_item_code: z.string().min(1),
  service_item_name: z.string().min(1),
  biz_num: z.string().min(1),
  credential: z.string().min(1).max(200),
  /** The identity provider that gave the credential: 佛山通 or 粤商通. */
  cas_no: z.enum(['001', '002']),
});

/**
 * 委托授权用证: the licences that an item needs and that others have granted to the agent who shows a credential. The last
 * two are this stand-in's own: the real call opens everything that the agent was granted.
 */
export const licenceEntrustRequestSchema = licenceHolderRequestSchema.extend({
  /** By this delegation alone. */
  delegation_id: z.uuid().exactOptional(),
  /** The window where they are used: a delegation may be for some only. */
  window_id: z.string().min(1).max(32).exactOptional(),
});

/** Every licence of whoever shows a credential. */
export const licenceWebpageRequestSchema = z.strictObject({
  credential: z.string().min(1).max(200),
});

const licenceRecordSchema = z.object({
  license_code: z.string().min(1),
  license_item_code: z.string().min(1),
  name: z.string().min(1),
  license_type: z.enum(['CERTIFICATE', 'PROOF', 'APPROVAL', 'REPORT', 'RESULT']).nullish(),
  license_status: z.enum(['DRAFT', 'REGISTERED', 'ISSUED', 'ABOLISHED']),
  holder_name: z.string().min(1),
  holder_identity_type: z.string(),
  /** Comma-joined when a licence has several holders. */
  holder_identity_num: z.string().min(1),
  issue_org_name: z.string().min(1),
  issue_org_code: z.string(),
  issue_date: z.string(),
  /** Empty or absent: from the day of issue. */
  begin_date: z.string().nullish(),
  /** Empty or absent: no end. */
  expiry_date: z.string().nullish(),
  /** 可信等级. */
  trust_level: z.string().nullish(),
  /** Code of a related licence; on an abolished one, of the licence issued in its place. */
  correlative_license: z.string().nullish(),
  abolish_reason: z.string().nullish(),
  abolish_time: z.string().nullish(),
});
export type LicenceRecord = z.infer<typeof licenceRecordSchema>;

export const licenceAuthAnswerSchema = envelope({
  data: z.array(licenceRecordSchema).nullish(),
  auth_codes: z.array(z.string().min(1)).nullish(),
  total_count: z.number().int().nonnegative().nullish(),
});

export const getLicenceAnswerSchema = envelope({
  data: licenceRecordSchema.extend({ data_fields: z.string() }).nullish(),
});

/** The file of a licence: an annotated copy (加注件) in PDF, as base64. */
export const licenceArchiveAnswerSchema = envelope({
  data: z.object({ file_name: z.string().min(1), file_data: z.base64() }).nullish(),
});

/** A token for the page of a licence. */
export const licenceTokenAnswerSchema = envelope({
  data: z.object({ license_access_token: z.string().min(1) }).nullish(),
});

export const licenceWebpageAnswerSchema = envelope({
  data: z.array(licenceRecordSchema).nullish(),
});
