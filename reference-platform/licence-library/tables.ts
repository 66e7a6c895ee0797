/** What a 用证码 may be used for: the licence's values, its file, or a page to look at. */
export type LicenceUse = 'values' | 'file' | 'page';

/** The licence library (电子证照库). */
export interface LicenceLibraryTables {
  /** System accounts. Their secrets are handed out again to each session, so they cannot be stored hashed. */
  licence_accounts: {
    account: string;
    password: string;
    app_key: string;
    app_secret: string;
    /** The organisation that the account belongs to, and its division. */
    division: string;
    division_code: string;
    org_name: string;
    org_code: string;
  };
  /** The catalogue (电子证照目录). */
  licence_types: {
    code: string;
    /** A `LicenceType` as JSON. */
    definition: string;
  };
  licences: {
    license_code: string;
    license_item_code: string;
    /** The record as JSON, dates in whatever form their issuer delivered them. */
    record: string;
    /** Field key → value, as JSON. */
    fields: string;
  };
  licence_holders: {
    identity_num: string;
    license_code: string;
  };
  licence_access_tokens: {
    /** SHA-256 of the access token. */
    token_hash: string;
    account: string;
    expires_at: string;
  };
  licence_auth_codes: {
    /** SHA-256 of the 用证码. */
    code_hash: string;
    license_code: string;
    /** The one matter (办件) for which the code was given. */
    biz_num: string;
    /** Null where the issuer looks at its own work. */
    item_code: string | null;
    /** 1: its holder has agreed by a delegation. */
    is_agreed: 0 | 1;
    /** The organisation that asked. */
    org_name: string;
    /** Account of the clerk who asked. */
    operator: string;
    /** What the matter is about, as an annotated copy says it. */
    cause: string;
    expires_at: string;
  };
  /** What a 用证码 has been used for; once for each kind. */
  licence_uses: {
    code_hash: string;
    kind: LicenceUse;
    used_at: string;
  };
  /** Tokens of pages to look at. */
  licence_view_tokens: {
    /** SHA-256 of the token. */
    token_hash: string;
    license_code: string;
    /** The 用证码 that opened it. */
    code_hash: string;
    expires_at: string;
  };
  /** Files that an issuer has put to a licence. */
  licence_attachments: {
    license_code: string;
    file_name: string;
    file_data: Uint8Array;
  };
}
