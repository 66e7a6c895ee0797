import type { AttachmentType } from '../../src/domain/attachment.ts';

/** Files that were handed in; what is in them lies beside the database. */
export interface AttachmentTables {
  /** Files that are there as a whole, each once. */
  attachments: {
    /** SHA-256 of the content. */
    digest: string;
    bytes: number;
    media_type: AttachmentType;
    stored_at: string;
  };
  /** Which workstations have handed a file in. */
  attachment_owners: {
    digest: string;
    workstation_id: string;
  };
  /** Files that were begun; how far they have come is the length of what lies beside the database. */
  attachment_uploads: {
    workstation_id: string;
    digest: string;
    bytes: number;
    media_type: AttachmentType;
    begun_at: string;
  };
}
