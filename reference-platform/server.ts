import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Fastify, { type FastifyError } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { namingLimit } from '../src/contracts/delegation-api.ts';
import type { MisbehaviourRule, WorldChange } from '../src/contracts/misbehaviour-api.ts';
import { scanLimit } from '../src/contracts/phone-api.ts';
import { intakeRoles, platformPaths } from '../src/contracts/platform-api.ts';
import { workstationPaths } from '../src/contracts/workstation-api.ts';
import { type Clock, hallDay, systemClock } from '../src/support/clock.ts';
import type { Result } from '../src/support/result.ts';
import { AccessLog } from './access-log/access-log.ts';
import { accessLogRoutes } from './access-log/access-log-routes.ts';
import { subjectAdminRoutes } from './admin/subject-admin-routes.ts';
import { describeApi } from './api-description/describe-api.ts';
import { AskingRate } from './asking-rate.ts';
import { AttachmentFiles } from './attachments/attachment-files.ts';
import { attachmentRoutes } from './attachments/attachment-routes.ts';
import { AttachmentStore } from './attachments/attachment-store.ts';
import { CaseDesk } from './cases/case-desk.ts';
import { caseDeskRoutes } from './cases/case-desk-routes.ts';
import { caseRoutes } from './cases/case-routes.ts';
import { CaseStore } from './cases/case-store.ts';
import { codeIssueRoutes, codeResolveRoutes } from './codes/code-routes.ts';
import { CodeStore } from './codes/code-store.ts';
import { consentRoutes } from './consents/consent-routes.ts';
import { ConsentStore } from './consents/consent-store.ts';
import { LicenceGate } from './consents/licence-gate.ts';
import { phoneConsentRoutes } from './consents/phone-consent-routes.ts';
import { Representations } from './consents/representations.ts';
import { openDatabase } from './database/open-database.ts';
import { DelegatedCodes } from './delegations/delegated-code.ts';
import { DelegationGrants } from './delegations/delegation-grants.ts';
import { DelegationOffers } from './delegations/delegation-offers.ts';
import { phoneDelegationRoutes, windowDelegationRoutes } from './delegations/delegation-routes.ts';
import { DelegationStore } from './delegations/delegation-store.ts';
import { enterpriseRoutes } from './enterprises/enterprise-routes.ts';
import { EnterpriseStore } from './enterprises/enterprise-store.ts';
import { evaluationRoutes } from './evaluations/evaluation-routes.ts';
import { EvaluationStore } from './evaluations/evaluation-store.ts';
import { faceResultRoutes, faceSessionRoutes } from './face-sessions/face-session-routes.ts';
import { FaceSessionStore } from './face-sessions/face-session-store.ts';
import { healthRoutes } from './health/health-routes.ts';
import { Journal } from './journal/journal.ts';
import { phoneJournalRoutes, workstationJournalRoutes } from './journal/journal-routes.ts';
import { PushHub } from './journal/push-hub.ts';
import { AuthCodes } from './licence-library/auth-codes.ts';
import { HolderCredentials } from './licence-library/holder-credentials.ts';
import { type LibraryProfileName, libraryProfiles } from './licence-library/library-profile.ts';
import { LicenceAccounts } from './licence-library/licence-accounts.ts';
import { LicenceArchive } from './licence-library/licence-archive.ts';
import { LicenceCatalogue } from './licence-library/licence-catalogue.ts';
import { LicenceIssuing } from './licence-library/licence-issuing.ts';
import { LicenceLibrary } from './licence-library/licence-library.ts';
import { licenceLibraryRoutes } from './licence-library/licence-library-routes.ts';
import { Misbehaviour } from './misbehaviour/misbehaviour.ts';
import { misbehaviourRoutes } from './misbehaviour/misbehaviour-routes.ts';
import { unreliableCourier } from './misbehaviour/push-faults.ts';
import { befallRequests } from './misbehaviour/request-faults.ts';
import { ShiftedClock } from './misbehaviour/shifted-clock.ts';
import { Snapshots } from './misbehaviour/snapshots.ts';
import { type WorldProblem, WorldSwitches } from './misbehaviour/world-switches.ts';
import { pageRoutes } from './page-files/page-routes.ts';
import { personRoutes } from './persons/person-routes.ts';
import { PersonStore } from './persons/person-store.ts';
import { CodeActivations } from './phones/code-activations.ts';
import { phoneDecorator, requirePhone } from './phones/phone-guard.ts';
import { phoneRoutes, phoneSessionRoutes } from './phones/phone-routes.ts';
import { PhoneStore } from './phones/phone-store.ts';
import { scanRoutes, windowCodeRoutes } from './scans/scan-routes.ts';
import { WindowCodes } from './scans/window-codes.ts';
import { seedDatabase } from './seed/seed-database.ts';
import { phoneServiceItemRoutes } from './service-items/phone-service-item-routes.ts';
import { serviceItemRoutes } from './service-items/service-item-routes.ts';
import { ServiceItemStore } from './service-items/service-item-store.ts';
import { FailedTries } from './sessions/failed-tries.ts';
import { requireRole, requireSession, sessionDecorator } from './sessions/session-guard.ts';
import { sessionRoutes } from './sessions/session-routes.ts';
import { type SessionLifetimes, SessionStore } from './sessions/session-store.ts';
import { WindowSimulation } from './simulated-window/simulated-window.ts';
import { simulatedWindowRoutes } from './simulated-window/simulated-window-routes.ts';
import { Admission, requireAdmission } from './workstations/admission.ts';
import { Enrolment } from './workstations/enrolment.ts';
import { enrolmentCodeRoutes, enrolmentRoutes } from './workstations/enrolment-routes.ts';
import { readPlatformKey } from './workstations/platform-key.ts';
import { SeenNonces } from './workstations/seen-nonces.ts';
import { type AdmissionMode, checkSignatures, signerDecorator } from './workstations/signatures.ts';
import { workstationAdminRoutes } from './workstations/workstation-admin-routes.ts';
import { workstationRoutes } from './workstations/workstation-routes.ts';
import { WorkstationStore } from './workstations/workstation-store.ts';

/** How to start the platform. */
export interface ReferencePlatformOptions {
  /** Folder of the database; made and seeded where it is empty. */
  readonly dataDir: string;
  /** TCP port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  /** How the licence library says things; `quirky`, as the real one does, unless told. */
  readonly library?: LibraryProfileName;
  /** Folder of the built pages for browsers; without it there are none. */
  readonly pagesDir?: string;
  /** Whether workstations have to enrol; `open`, so that they need not, unless told. */
  readonly admission?: AdmissionMode;
  /** Faults in force from the start. */
  readonly misbehaviour?: readonly MisbehaviourRule[];
  /** Time by which sessions and codes expire. */
  readonly clock?: Clock;
  /** How long sessions and their tokens last; 12 h and 15 min unless told. */
  readonly lifetimes?: SessionLifetimes;
  /** Time between two signs of life on a push stream; 15 s unless told. */
  readonly heartbeatMs?: number;
  /** Hears of errors that no code of the platform expects. What it is given may hold personal data. */
  readonly onUnexpectedError?: (error: Error, route: string) => void;
}

/** A running platform. */
export interface ReferencePlatform {
  /** E.g. `http://127.0.0.1:41234`, without a slash at the end. */
  readonly url: string;
  /** Puts a fault in force. @returns its id */
  misbehave(rule: MisbehaviourRule): string;
  /** Ends all faults. */
  behave(): void;
  /** Changes the platform itself, at once. */
  changeWorld(change: WorldChange): Promise<Result<null, WorldProblem>>;
  /** Ends every connection, hanging ones and streams included, and closes the database. */
  close(): Promise<void>;
}

/** A working day with its overtime; a token that is stolen is of use for a quarter of an hour. */
const defaultLifetimes: SessionLifetimes = {
  sessionMs: 12 * 60 * 60 * 1000,
  tokenMs: 15 * 60 * 1000,
};

/**
 * Starts the reference platform, a complete stand-in for the city's central platform, on 127.0.0.1.
 * @throws when the database cannot be opened or the port is taken
 */
export async function startReferencePlatform({
  dataDir,
  port = 0,
  library = 'quirky',
  pagesDir,
  admission: admissionMode = 'open',
  misbehaviour: faults = [],
  clock: rightClock = systemClock,
  lifetimes = defaultLifetimes,
  heartbeatMs = 15_000,
  onUnexpectedError,
}: ReferencePlatformOptions): Promise<ReferencePlatform> {
  const clock = new ShiftedClock(rightClock);
  const db = await openDatabase(dataDir);
  await seedDatabase(db, hallDay(clock.now()));

  const misbehaviour = new Misbehaviour();
  for (const rule of faults) misbehaviour.add(rule);
  const sessions = new SessionStore(db, clock, lifetimes);
  const items = new ServiceItemStore(db);
  const accounts = new LicenceAccounts(db, clock);
  const log = new AccessLog(db, clock);
  const gate = new LicenceGate(db, items, admissionMode === 'open');
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
  const consents = new ConsentStore({
    db,
    clock,
    journal,
    items,
    workstations,
    representations: new Representations({ db, clock, enterprises, catalogue, grants }),
  });

  // No logger: addresses carry access tokens and bodies carry people.
  const app = Fastify({ forceCloseConnections: true });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 'not-found' }));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (hasZodFastifySchemaValidationErrors(error)) {
      return reply.code(400).send({ code: 'request-invalid' });
    }
    const { statusCode = 500 } = error;
    if (statusCode === 413) return reply.code(413).send({ code: 'request-too-large' });
    if (statusCode < 500) return reply.code(statusCode).send({ code: 'request-invalid' });
    onUnexpectedError?.(error, `${request.method} ${request.routeOptions.url}`);
    return reply.code(500).send({ code: 'internal-error' });
  });
  app.decorateRequest(sessionDecorator, null);
  app.decorateRequest(phoneDecorator, null);
  app.decorateRequest(signerDecorator, null);
  app.addHook('onClose', async () => {
    hub.close();
    await db.destroy();
  });
  befallRequests(app, misbehaviour);

  describeApi(app);
  app.register(async (routes) => {
    routes.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
    routes.register(misbehaviourRoutes, { misbehaviour, world });
    routes.register(subjectAdminRoutes, { db, library: licences });
    routes.register(simulatedWindowRoutes, {
      simulation: new WindowSimulation({ db, items, consents, library: licences }),
    });
    if (pagesDir !== undefined) routes.register(pageRoutes, { folder: pagesDir });
    routes.register(healthRoutes, { db, clock });
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
      signedIn.register(caseRoutes, { cases: new CaseStore(journal, clock, desk) });
      signedIn.register(caseDeskRoutes, { desk });
      signedIn.register(attachmentRoutes, { attachments });
      signedIn.register(workstationJournalRoutes, { journal, hub, sessions });
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
        intake.register(serviceItemRoutes, { items });
        intake.register(personRoutes, { persons, log });
        intake.register(consentRoutes, { consents });
        intake.register(enterpriseRoutes, { enterprises });
        intake.register(windowDelegationRoutes, { db, delegations });
        intake.register(codeResolveRoutes, { codes, rate });
        intake.register(faceSessionRoutes, { faceSessions });
        intake.register(windowCodeRoutes, { windowCodes });
      });
    });
  });

  try {
    await app.listen({ host: '127.0.0.1', port });
  } catch (error) {
    await app.close();
    throw error;
  }
  return {
    url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    misbehave: (rule) => misbehaviour.add(rule),
    behave: () => misbehaviour.clear(),
    changeWorld: (change) => world.change(change),
    close: () => app.close(),
  };
}
