import type { AccessLogTables } from '../access-log/tables.ts';
import type { AttachmentTables } from '../attachments/tables.ts';
import type { AuditHeadTables } from '../audit-heads/tables.ts';
import type { CallBackTables } from '../call-backs/tables.ts';
import type { CaseTables } from '../cases/tables.ts';
import type { CodeTables } from '../codes/tables.ts';
import type { ConsentTables } from '../consents/tables.ts';
import type { CorrectionTables } from '../corrections/tables.ts';
import type { DelegationTables } from '../delegations/tables.ts';
import type { EnterpriseTables } from '../enterprises/tables.ts';
import type { EvaluationTables } from '../evaluations/tables.ts';
import type { EvidenceTables } from '../evidence/tables.ts';
import type { FaceSessionTables } from '../face-sessions/tables.ts';
import type { FourEyesTables } from '../four-eyes/tables.ts';
import type { HandoverTables } from '../handovers/tables.ts';
import type { JournalTables } from '../journal/tables.ts';
import type { LicenceLibraryTables } from '../licence-library/tables.ts';
import type { PersonTables } from '../persons/tables.ts';
import type { PhoneTables } from '../phones/tables.ts';
import type { ProvisionalNumberTables } from '../provisional-numbers/tables.ts';
import type { ServiceItemTables } from '../service-items/tables.ts';
import type { SessionTables } from '../sessions/tables.ts';
import type { WorkstationTables } from '../workstations/tables.ts';

/** Every table of the platform; each matter's folder declares its own. */
export interface Tables
  extends SessionTables,
    ServiceItemTables,
    PersonTables,
    EnterpriseTables,
    PhoneTables,
    ProvisionalNumberTables,
    CodeTables,
    DelegationTables,
    FaceSessionTables,
    LicenceLibraryTables,
    CallBackTables,
    CaseTables,
    AttachmentTables,
    ConsentTables,
    CorrectionTables,
    HandoverTables,
    AccessLogTables,
    JournalTables,
    EvaluationTables,
    EvidenceTables,
    AuditHeadTables,
    FourEyesTables,
    WorkstationTables {
  platform: {
    /** Made with the database, and restored with it: only a new one is another platform to its workstations. */
    id: string;
  };
}
