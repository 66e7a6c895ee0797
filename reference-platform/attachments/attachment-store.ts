import type { ReadStream } from 'node:fs';
import {
  type AttachmentProgress,
  attachmentLimits,
  type ChunkRefusal,
  type DeclareAttachmentRequest,
} from '../../src/contracts/attachment-api.ts';
import type { AttachmentType } from '../../src/domain/attachment.ts';
import type { Clock } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';
import type { AttachmentFiles } from './attachment-files.ts';
import { areAttachmentsComplete } from './complete-attachments.ts';
import type { ByteRange } from './content-range.ts';
import type { AttachmentTables } from './tables.ts';

/** A file that is whole. */
export interface KeptAttachment {
  readonly bytes: number;
  readonly mediaType: AttachmentType;
  /** Opens its content. */
  readonly read: () => ReadStream;
}

/** Files that workstations hand in, in chunks that may be sent again (RFC 9110 content ranges). */
export class AttachmentStore {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #files: AttachmentFiles;
  /** The chunk last sent for each upload: the next one waits for it. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(db: Database, clock: Clock, files: AttachmentFiles) {
    this.#db = db;
    this.#clock = clock;
    this.#files = files;
  }

  /** Begins a file of a workstation, or says how far it has come. */
  declare(
    workstationId: string,
    { digest, bytes, mediaType }: DeclareAttachmentRequest,
  ): Promise<Result<AttachmentProgress, 'too-many-uploads'>> {
    return this.#inTurn(workstationId, digest, async () => {
      const kept = await this.find(digest, workstationId);
      if (kept !== undefined) return ok({ receivedBytes: kept.bytes, isComplete: true });
      await this.#forgetOldUploads(workstationId);
      const upload = await this.#upload(workstationId, digest);
      if (upload?.bytes === bytes && upload.media_type === mediaType) {
        const receivedBytes = await this.#files.receivedBytes(workstationId, digest);
        return ok({ receivedBytes, isComplete: false });
      }
      if (upload === undefined && (await this.#isFull(workstationId))) {
        return err('too-many-uploads');
      }
      await this.#files.discard(workstationId, digest);
      const declared = { bytes, media_type: mediaType, begun_at: this.#clock.now() };
      await this.#db
        .insertInto('attachment_uploads')
        .values({ workstation_id: workstationId, digest, ...declared })
        .onConflict((conflict) =>
          conflict.columns(['workstation_id', 'digest']).doUpdateSet(declared),
        )
        .execute();
      return ok({ receivedBytes: 0, isComplete: false });
    });
  }

  /**
   * Takes the next chunk of a file that its workstation has begun. With the last, the file has to have its digest;
   * otherwise nothing of it stays.
   */
  append(
    workstationId: string,
    digest: string,
    { first, size }: ByteRange,
    chunk: Uint8Array,
  ): Promise<Result<AttachmentProgress, ChunkRefusal | 'attachment-unknown' | 'range-invalid'>> {
    return this.#inTurn(workstationId, digest, async () => {
      const upload = await this.#upload(workstationId, digest);
      if (upload === undefined) return err('attachment-unknown');
      if (upload.bytes !== size) return err('range-invalid');
      const received = await this.#files.receivedBytes(workstationId, digest);
      if (first !== received) return err({ code: 'wrong-offset', receivedBytes: received });

      await this.#files.append(workstationId, digest, chunk);
      const receivedBytes = received + chunk.length;
      if (receivedBytes < size) return ok({ receivedBytes, isComplete: false });
      const problem = await this.#problemOf(upload);
      if (problem !== undefined) {
        await this.#files.discard(workstationId, digest);
        return err({ code: problem, receivedBytes: 0 });
      }
      await this.#keep(upload);
      return ok({ receivedBytes, isComplete: true });
    });
  }

  /**
   * A whole file.
   * @param handedInBy the workstation that asks, which sees its own only; the department, which sees all, names none
   */
  async find(digest: string, handedInBy?: string): Promise<KeptAttachment | undefined> {
    const kept = await this.#db
      .selectFrom('attachments')
      .select(['bytes', 'media_type'])
      .where('digest', '=', digest)
      .executeTakeFirst();
    if (kept === undefined) return undefined;
    if (
      handedInBy !== undefined &&
      !(await areAttachmentsComplete(this.#db, handedInBy, [digest]))
    ) {
      return undefined;
    }
    return {
      bytes: kept.bytes,
      mediaType: kept.media_type,
      read: () => this.#files.read(digest),
    };
  }

  async #problemOf({
    workstation_id,
    digest,
    media_type,
  }: Upload): Promise<'attachment-type-differs' | 'attachment-corrupt' | undefined> {
    if (!(await this.#files.hasDigest(workstation_id, digest))) return 'attachment-corrupt';
    return (await this.#files.hasType(workstation_id, digest, media_type))
      ? undefined
      : 'attachment-type-differs';
  }

  /** The file is in its place before anything says so. */
  async #keep({ workstation_id, digest, bytes, media_type }: Upload): Promise<void> {
    await this.#files.keep(workstation_id, digest);
    await this.#db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('attachments')
        .values({ digest, bytes, media_type, stored_at: this.#clock.now() })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await transaction
        .insertInto('attachment_owners')
        .values({ digest, workstation_id })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await transaction
        .deleteFrom('attachment_uploads')
        .where('workstation_id', '=', workstation_id)
        .where('digest', '=', digest)
        .execute();
    });
  }

  #upload(workstationId: string, digest: string) {
    return this.#db
      .selectFrom('attachment_uploads')
      .select(['workstation_id', 'digest', 'bytes', 'media_type'])
      .where('workstation_id', '=', workstationId)
      .where('digest', '=', digest)
      .executeTakeFirst();
  }

  async #isFull(workstationId: string): Promise<boolean> {
    const open = await this.#db
      .selectFrom('attachment_uploads')
      .select('digest')
      .where('workstation_id', '=', workstationId)
      .execute();
    return open.length >= attachmentLimits.openUploads;
  }

  async #forgetOldUploads(workstationId: string): Promise<void> {
    const oldest = Date.parse(this.#clock.now()) - attachmentLimits.uploadHours * 3_600_000;
    const forgotten = await this.#db
      .deleteFrom('attachment_uploads')
      .where('workstation_id', '=', workstationId)
      .where('begun_at', '<=', new Date(oldest).toISOString())
      .returning('digest')
      .execute();
    for (const { digest } of forgotten) await this.#files.discard(workstationId, digest);
  }

  /** Two chunks for the same place at the same time: the second hears that it is taken. */
  async #inTurn<T>(workstationId: string, digest: string, work: () => Promise<T>): Promise<T> {
    const key = `${workstationId}-${digest}`;
    const turn = (this.#turns.get(key) ?? Promise.resolve()).then(work, work);
    this.#turns.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(key) === turn) this.#turns.delete(key);
    }
  }
}

type Upload = Omit<AttachmentTables['attachment_uploads'], 'begun_at'>;
