import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { namingLimit } from '../src/contracts/delegation-api.ts';
import { intakeRoles, platformPaths } from '../src/contracts/platform-api.ts';
import { workstationPaths } from '../src/contracts/workstation-api.ts';
import { accessLogRoutes } from './access-log/access-log-routes.ts';
import { subjectAdminRoutes } from './admin/subject-admin-routes.ts';
import { AskingRate } from './asking-rate.ts';
import { attachmentRoutes } from './attachments/attachment-routes.ts';
import { auditHeadAdminRoutes, auditHeadRoutes } from './audit-heads/audit-head-routes.ts';
import { callBackRoutes } from './call-backs/call-back-routes.ts';
import { CallBackStore } from './call-backs/call-back-store.ts';
import { BatchQueue } from './cases/batch-queue.ts';
import { caseDeskRoutes } from './cases/case-desk-routes.ts';
import { caseRoutes } from './cases/case-routes.ts';
import { CaseStore } from './cases/case-store.ts';
import { codeIssueRoutes, codeResolveRoutes } from './codes/code-routes.ts';
import { consentRoutes } from './consents/consent-routes.ts';
import { phoneConsentRoutes } from './consents/phone-consent-routes.ts';
import { correctionRoutes } from './corrections/correction-routes.ts';
import { CorrectionStore } from './corrections/correction-store.ts';
import { ObjectionStore } from './corrections/objection-store.ts';
import { DelegatedCodes } from './delegations/delegated-code.ts';
import { phoneDelegationRoutes, windowDelegationRoutes } from './delegations/delegation-routes.ts';
import { enterpriseRoutes } from './enterprises/enterprise-routes.ts';
import { evaluationRoutes } from './evaluations/evaluation-routes.ts';
import { EvaluationStore } from './evaluations/evaluation-store.ts';
import {
  evidenceAdminRoutes,
  evidenceRoutes,
  evidenceTrustRoutes,
} from './evidence/evidence-routes.ts';
import { faceResultRoutes, faceSessionRoutes } from './face-sessions/face-session-routes.ts';
import { fourEyesRoutes } from './four-eyes/four-eyes-routes.ts';
import { handoverRoutes } from './handovers/handover-routes.ts';
import { healthRoutes } from './health/health-routes.ts';
import { phoneJournalRoutes, workstationJournalRoutes } from './journal/journal-routes.ts';
import { HolderCredentials } from './licence-library/holder-credentials.ts';
import { type LibraryProfileName, libraryProfiles } from './licence-library/library-profile.ts';
import { LicenceArchive } from './licence-library/licence-archive.ts';
import { LicenceIssuing } from './licence-library/licence-issuing.ts';
import { licenceLibraryRoutes } from './licence-library/licence-library-routes.ts';
import type { Matters } from './matters.ts';
import { misbehaviourRoutes } from './misbehaviour/misbehaviour-routes.ts';
import { pageRoutes } from './page-files/page-routes.ts';
import { personRoutes } from './persons/person-routes.ts';
import { requirePhone } from './phones/phone-guard.ts';
import { phoneRoutes, phoneSessionRoutes } from './phones/phone-routes.ts';
import { provisionalNumberRoutes } from './provisional-numbers/provisional-number-routes.ts';
import { scanRoutes, windowCodeRoutes } from './scans/scan-routes.ts';
import { phoneServiceItemRoutes } from './service-items/phone-service-item-routes.ts';
import { serviceItemRoutes } from './service-items/service-item-routes.ts';
import { FailedTries } from './sessions/failed-tries.ts';
import { requireRole, requireSession } from './sessions/session-guard.ts';
import { sessionRoutes } from './sessions/session-routes.ts';
import { simulatedWindowRoutes } from './simulated-window/simulated-window-routes.ts';
import { WindowSimulation } from './simulated-window/window-simulation.ts';
import { requireAdmission } from './workstations/admission.ts';
import { enrolmentCodeRoutes, enrolmentRoutes } from './workstations/enrolment-routes.ts';
import { checkSignatures } from './workstations/signatures.ts';
import { workstationAdminRoutes } from './workstations/workstation-admin-routes.ts';
import { workstationRoutes } from './workstations/workstation-routes.ts';

/** How what the routes say is set. */
interface PlatformRouteOptions {
  readonly matters: Matters;
  readonly library: LibraryProfileName;
  readonly pagesDir: string | undefined;
}

/** Every route of the platform, by who may reach it. */
export const platformRoutes: FastifyPluginAsyncZod<PlatformRouteOptions> = async (
  routes,
  { matters, library, pagesDir },
) => {
  const {
    accounts,
    activations,
    admission,
    attachments,
    auditHeads,
    authCodes,
    catalogue,
    clock,
    codes,
    consents,
    db,
    delegations,
    desk,
    enrolment,
    enterprises,
    evidence,
    evidenceKeys,
    faceSessions,
    givenRecords,
    grants,
    handovers,
    provisionalNumbers,
    hub,
    items,
    journal,
    licences,
    log,
    misbehaviour,
    offers,
    persons,
    phones,
    platformEvidenceKeys,
    rate,
    reassignments,
    sessions,
    signatures,
    takesWord,
    windowCodes,
    workstations,
    world,
  } = matters;

  const batches = new BatchQueue(clock);

  routes.get('/openapi.json', { schema: { hide: true } }, () => routes.swagger());
  routes.register(misbehaviourRoutes, { misbehaviour, world });
  routes.register(subjectAdminRoutes, { db, library: licences });
  routes.register(simulatedWindowRoutes, {
    simulation: new WindowSimulation({ db, items, consents, library: licences }),
  });
  if (pagesDir !== undefined) routes.register(pageRoutes, { folder: pagesDir });
  routes.register(healthRoutes, { db, clock });
  routes.register(evidenceTrustRoutes, { platformEvidenceKeys });
  routes.register(evidenceAdminRoutes, { evidence });
  routes.register(auditHeadAdminRoutes, { auditHeads });
  routes.register(workstationAdminRoutes, { workstations, enrolment });
  routes.register(enrolmentRoutes, {
    enrolment,
    tries: new FailedTries(db, clock, 'enrolment'),
  });
  routes.register(async (atWorkstation) => {
    checkSignatures(atWorkstation, signatures);
    atWorkstation.register(workstationRoutes, { workstations, clock });
    atWorkstation.register(sessionRoutes, {
      sessions,
      admission,
      licenceAccount: () => accounts.account(),
      reconnectWindowMs: (workstations) => batches.windowMs(workstations),
    });
  });
  routes.register(phoneSessionRoutes, { phones });
  routes.register(async (signedIn) => {
    signedIn.addHook('onRequest', requirePhone(phones));
    signedIn.register(phoneRoutes, { enterprises, activations });
    signedIn.register(codeIssueRoutes, {
      enterprises,
      codes,
      delegated: new DelegatedCodes(db, clock),
    });
    signedIn.register(phoneServiceItemRoutes, { items });
    signedIn.register(phoneDelegationRoutes, {
      db,
      delegations,
      offers,
      naming: new AskingRate(clock, namingLimit),
    });
    signedIn.register(faceResultRoutes, { faceSessions });
    signedIn.register(scanRoutes, {
      db,
      rate,
      readers: {
        'face-session': (code, phone) => faceSessions.scan(code, phone),
        window: (code) => windowCodes.read(code),
        'delegation-offer': (code, phone) => offers.scan(code, phone),
      },
    });
    signedIn.register(phoneConsentRoutes, { consents });
    signedIn.register(accessLogRoutes, { log, enterprises });
    signedIn.register(phoneJournalRoutes, { journal, hub, phones });
  });
  routes.register(licenceLibraryRoutes, {
    prefix: platformPaths.licenceLibrary,
    accounts,
    credentials: new HolderCredentials(phones, enterprises),
    grants,
    library: licences,
    archive: new LicenceArchive(db, clock, catalogue, authCodes),
    issuing: new LicenceIssuing(db, clock, catalogue, authCodes),
    profile: libraryProfiles[library],
    clock,
  });
  routes.register(async (signedIn) => {
    checkSignatures(signedIn, signatures);
    signedIn.addHook('onRequest', requireSession(sessions));
    signedIn.addHook('onRequest', requireAdmission(admission));
    signedIn.register(caseRoutes, {
      cases: new CaseStore({ journal, clock, desk, takesWord }),
      queue: batches,
    });
    signedIn.register(caseDeskRoutes, { desk });
    signedIn.register(callBackRoutes, { callBacks: new CallBackStore(db) });
    signedIn.register(correctionRoutes, {
      corrections: new CorrectionStore(db),
      objections: new ObjectionStore(db),
    });
    signedIn.register(attachmentRoutes, { attachments });
    signedIn.register(workstationJournalRoutes, { journal, hub, sessions });
    signedIn.register(evidenceRoutes, { evidenceKeys, evidence, givenRecords });
    signedIn.register(auditHeadRoutes, { auditHeads });
    signedIn.register(fourEyesRoutes, { reassignments });
    signedIn.register(evaluationRoutes, { evaluations: new EvaluationStore(db) });
    signedIn.register(async (administrators) => {
      administrators.addHook('onRequest', requireRole(['admin']));
      administrators.register(enrolmentCodeRoutes, {
        enrolment,
        path: workstationPaths.enrolmentCodes,
      });
    });
    signedIn.register(async (intake) => {
      intake.addHook('onRequest', requireRole(intakeRoles));
      intake.register(serviceItemRoutes, { items, codes });
      intake.register(personRoutes, { persons, log });
      intake.register(consentRoutes, { consents });
      intake.register(enterpriseRoutes, { enterprises, log });
      intake.register(windowDelegationRoutes, { db, delegations });
      intake.register(codeResolveRoutes, { codes, rate });
      intake.register(faceSessionRoutes, { faceSessions });
      intake.register(windowCodeRoutes, { windowCodes });
      intake.register(handoverRoutes, { handovers });
      intake.register(provisionalNumberRoutes, { provisionalNumbers });
    });
  });
};
