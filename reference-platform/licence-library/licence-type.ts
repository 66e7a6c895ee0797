/** A type of licence (证照类型) as the catalogue (电子证照目录) has it. */
export interface LicenceType {
  /** 目录实施码: nine digits of the base catalogue, nine characters of the responsible organisation, six of its division. */
  readonly code: string;
  /** 证照类型代码: the unified code of the defining ministry and three digits; begins every identifier (GB/T 36904). */
  readonly nationalCode: string;
  readonly name: string;
  /** What kind of document it is (`license_type`). */
  readonly kind: 'CERTIFICATE' | 'PROOF' | 'APPROVAL' | 'REPORT' | 'RESULT';
  /** Who may hold it. */
  readonly holder: 'person' | 'organisation' | 'both';
  /** Why it is shared: 依事项共享, because an item needs it, or 有条件共享. */
  readonly sharing: 'by-item' | 'conditional';
  /** Whether having it at all says something that the holder may not want known, such as a disability. */
  readonly isSensitive: boolean;
  /** Its fields, those of every type first. */
  readonly fields: readonly LicenceTypeField[];
}

/** One field (信息项) of a licence type. */
export interface LicenceTypeField {
  /** Initials of its pinyin name. */
  readonly key: string;
  readonly name: string;
  readonly isSensitive: boolean;
  /** 照面信息项, printed on its face, or 明细信息项, kept behind it. */
  readonly place: 'face' | 'detail';
}
