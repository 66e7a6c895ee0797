import { join } from 'node:path';
import { scanLimit } from '../src/contracts/phone-api.ts';
import { AccessLog } from './access-log/access-log.ts';
import { AskingRate } from './asking-rate.ts';
import { AttachmentFiles } from './attachments/attachment-files.ts';
import { AttachmentStore } from './attachments/attachment-store.ts';
import { AuditHeadStore } from './audit-heads/audit-head-store.ts';
import { CaseDesk } from './cases/case-desk.ts';
import { CodeStore } from './codes/code-store.ts';
import { ConsentStore } from './consents/consent-store.ts';
import { LicenceGate } from './consents/licence-gate.ts';
import { Representations } from './consents/representations.ts';
import type { Database } from './database/open-database.ts';
import { DelegationGrants } from './delegations/delegation-grants.ts';
import { DelegationOffers } from './delegations/delegation-offers.ts';
import { DelegationStore } from './delegations/delegation-store.ts';
import { EnterpriseStore } from './enterprises/enterprise-store.ts';
import { EvidenceKeys } from './evidence/evidence-keys.ts';
import { EvidenceStore } from './evidence/evidence-store.ts';
import { GivenRecords } from './evidence/given-records.ts';
import { readPlatformEvidenceKeys } from './evidence/platform-evidence-keys.ts';
import { FaceSessionStore } from './face-sessions/face-session-store.ts';
import { ReassignmentStore } from './four-eyes/reassignment-store.ts';
import { HandoverStore } from './handovers/handover-store.ts';
import { Journal } from './journal/journal.ts';
import { PushHub } from './journal/push-hub.ts';
import { AuthCodes } from './licence-library/auth-codes.ts';
import { LicenceAccounts } from './licence-library/licence-accounts.ts';
import { LicenceCatalogue } from './licence-library/licence-catalogue.ts';
import { LicenceLibrary } from './licence-library/licence-library.ts';
import type { Misbehaviour } from './misbehaviour/misbehaviour.ts';
import { unreliableCourier } from './misbehaviour/push-faults.ts';
import type { ShiftedClock } from './misbehaviour/shifted-clock.ts';
import { Snapshots } from './misbehaviour/snapshots.ts';
import { WorldSwitches } from './misbehaviour/world-switches.ts';
import { PersonStore } from './persons/person-store.ts';
import { CodeActivations } from './phones/code-activations.ts';
import { PhoneStore } from './phones/phone-store.ts';
import { ProvisionalNumberStore } from './provisional-numbers/provisional-number-store.ts';
import { WindowCodes } from './scans/window-codes.ts';
import { ServiceItemStore } from './service-items/service-item-store.ts';
import { type SessionLifetimes, SessionStore } from './sessions/session-store.ts';
import { Admission } from './workstations/admission.ts';
import { Enrolment } from './workstations/enrolment.ts';
import { readPlatformKey } from './workstations/platform-key.ts';
import { SeenNonces } from './workstations/seen-nonces.ts';
import type { AdmissionMode } from './workstations/signatures.ts';
import { WorkstationStore } from './workstations/workstation-store.ts';

/** What all matters rest on, and how the platform is set. */
interface MatterOptions {
  readonly db: Database;
  readonly clock: ShiftedClock;
  readonly dataDir: string;
  readonly misbehaviour: Misbehaviour;
  readonly admissionMode: AdmissionMode;
  readonly lifetimes: SessionLifetimes;
  readonly heartbeatMs: number;
}

/** Every matter of the platform, as the routes use them. */
export type Matters = Awaited<ReturnType<typeof openMatters>>;

/** Builds what each matter's folder offers, from what it rests on. */
export async function openMatters({
  db,
  clock,
  dataDir,
  misbehaviour,
  admissionMode,
  lifetimes,
  heartbeatMs,
}: MatterOptions) {
  const sessions = new SessionStore(db, clock, lifetimes);
  const items = new ServiceItemStore(db);
  const accounts = new LicenceAccounts(db, clock);
  const log = new AccessLog(db, clock);
  /** Where workstations need not be enrolled, what they say of a consent counts before they have proved it. */
  const takesWord = admissionMode === 'open';
  const gate = new LicenceGate(db, items, clock, takesWord);
  const authCodes = new AuthCodes(db, clock, gate, log);
  const licences = new LicenceLibrary(db, items, authCodes, log);
  const catalogue = new LicenceCatalogue(db);
  const persons = new PersonStore(db);
  const enterprises = new EnterpriseStore(db, persons);
  const phones = new PhoneStore(db, clock, enterprises);
  const activations = new CodeActivations(db, clock);
  const codes = new CodeStore(db, clock, activations);
  const hub = new PushHub(heartbeatMs, unreliableCourier(misbehaviour));
  const journal = new Journal(db, hub);
  const faceSessions = new FaceSessionStore(journal, clock);
  const windowCodes = new WindowCodes(db, clock);
  const rate = new AskingRate(clock, scanLimit);
  const world = new WorldSwitches(db, clock, new Snapshots(db, dataDir));
  const delegations = new DelegationStore(journal, clock);
  const offers = new DelegationOffers(journal, clock);
  const files = new AttachmentFiles(join(dataDir, 'attachments'));
  const desk = new CaseDesk(db, journal, clock);
  const attachments = new AttachmentStore(db, clock, files);
  const platformKey = await readPlatformKey(db);
  const workstations = new WorkstationStore(db, clock, journal, hub);
  const enrolment = new Enrolment(db, clock, workstations, platformKey);
  const admission = new Admission(workstations);
  const nonces = new SeenNonces(clock);
  const signatures = { admission: admissionMode, workstations, nonces, platformKey, clock };
  const grants = new DelegationGrants(db, clock);
  const platformEvidenceKeys = await readPlatformEvidenceKeys(db);
  const evidenceKeys = new EvidenceKeys(db, clock, platformEvidenceKeys);
  const auditHeads = new AuditHeadStore(db, clock, platformEvidenceKeys);
  const evidence = new EvidenceStore(db, clock, evidenceKeys, platformEvidenceKeys);
  const consents = new ConsentStore({
    db,
    clock,
    journal,
    items,
    evidence,
    representations: new Representations({ db, clock, enterprises, catalogue, grants }),
  });
  const givenRecords = new GivenRecords(journal, evidence, consents);
  const reassignments = new ReassignmentStore(db, clock, sessions);
  const provisionalNumbers = new ProvisionalNumberStore(db, { clock });
  const handovers = new HandoverStore({ db, clock, journal, items, attachments });
  return {
    db,
    clock,
    misbehaviour,
    takesWord,
    sessions,
    items,
    accounts,
    log,
    authCodes,
    licences,
    catalogue,
    persons,
    enterprises,
    phones,
    activations,
    codes,
    hub,
    journal,
    faceSessions,
    handovers,
    provisionalNumbers,
    windowCodes,
    rate,
    world,
    delegations,
    offers,
    desk,
    attachments,
    workstations,
    enrolment,
    admission,
    signatures,
    grants,
    platformEvidenceKeys,
    auditHeads,
    evidenceKeys,
    evidence,
    consents,
    reassignments,
    givenRecords,
  };
}
