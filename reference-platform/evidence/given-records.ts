import type { GivenEvidence, GiveRecordsAnswer } from '../../src/evidence/evidence-api.ts';
import type { Envelope } from '../../src/evidence/evidence-package.ts';
import type { WithdrawalRecord } from '../../src/evidence/evidence-record.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { ConsentStore } from '../consents/consent-store.ts';
import type { Database } from '../database/open-database.ts';
import type { Journal, Teller } from '../journal/journal.ts';
import {
  type EvidenceStore,
  judgeRecord,
  knownRecord,
  type RecordProblem,
} from './evidence-store.ts';

/** Records that workstations hand over by themselves: of what was answered while nobody could be asked, and withdrawals. */
export class GivenRecords {
  readonly #journal: Journal;
  readonly #evidence: EvidenceStore;
  readonly #consents: ConsentStore;

  constructor(journal: Journal, evidence: EvidenceStore, consents: ConsentStore) {
    this.#journal = journal;
    this.#evidence = evidence;
    this.#consents = consents;
  }

  /** Takes records one after the other, each by itself. One that is known already is answered as the first time. */
  async take(
    workstationId: string,
    records: readonly GivenEvidence[],
  ): Promise<GiveRecordsAnswer['outcomes']> {
    const outcomes: GiveRecordsAnswer['outcomes'] = [];
    for (const given of records) {
      const { evidence_id: evidenceId } = given.record;
      const taken = await this.#journal.commit((db, tell) =>
        this.#takeOne(db, tell, workstationId, given),
      );
      outcomes.push(
        taken.ok ? { evidenceId, envelope: taken.value } : { evidenceId, rejection: taken.problem },
      );
    }
    return outcomes;
  }

  async #takeOne(
    db: Database,
    tell: Teller,
    workstationId: string,
    given: GivenEvidence,
  ): Promise<Result<Envelope, RecordProblem | 'consent-unknown'>> {
    const { record } = given;
    const known = await knownRecord(db, workstationId, record);
    if (known !== undefined) return ok(known.envelope);
    const judged = await judgeRecord(db, workstationId, given);
    if (!judged.ok) return judged;
    if (record.kind === 'answer') return ok(await this.#evidence.keep(db, given, null));
    const answer = await answerWithdrawnBy(db, record);
    if (answer === undefined) return err('consent-unknown');
    const { consent_id } = answer;
    if (consent_id !== null) {
      const withdrawn = await this.#consents.withdrawOnRecord(db, tell, consent_id, given);
      if (!withdrawn.ok) return withdrawn;
    }
    return ok(await this.#evidence.keep(db, given, consent_id));
  }
}

/** The answer that a record withdraws: of records of one chain it comes before, and so is there already. */
function answerWithdrawnBy(db: Database, { withdraws }: WithdrawalRecord) {
  return db
    .selectFrom('evidence_records')
    .select('consent_id')
    .where('evidence_id', '=', withdraws)
    .where('withdraws', 'is', null)
    .executeTakeFirst();
}
