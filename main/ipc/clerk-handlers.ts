import type { ClerkCalls, DeskSnapshot } from '../../src/contracts/clerk-ipc.ts';
import type { WindowCode } from '../../src/contracts/scanned-code.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import type { Breakage } from '../../src/failures/where-it-broke.ts';
import { ok } from '../../src/support/result.ts';
import type { AttachmentDesk } from '../attachments/attachment-desk.ts';
import type { AuditDesk } from '../audit/audit-desk.ts';
import type { CaseDesk } from '../case-desk/case-desk.ts';
import type { ClerkSession } from '../case-desk/clerk/clerk-session.ts';
import type { Drill } from '../case-desk/clerk/drill.ts';
import type { SupervisorDesk } from '../case-desk/clerk/supervisor-desk.ts';
import type { ReceiptDesk } from '../printing/receipt-desk.ts';
import type { TechnicianDesk } from '../settings/technician-desk.ts';
import type { Handlers } from './answer-calls.ts';

/** What the clerk's calls act on. */
export interface ClerkHandlersOptions {
  readonly session: ClerkSession;
  readonly cases: CaseDesk;
  readonly drill: Drill;
  readonly attachments: AttachmentDesk;
  readonly receipts: ReceiptDesk;
  readonly technician: TechnicianDesk;
  readonly audit: Pick<AuditDesk, 'exportLog'>;
  readonly supervisor: SupervisorDesk;
  readonly snapshot: () => DeskSnapshot;
  /** Enrols this workstation at an address, the settings' unless told. */
  readonly enrol: (code: string, platformAddress?: string) => Promise<Outcome<null>>;
  readonly takeCode: (code: WindowCode) => Outcome<null>;
  readonly lock: () => void;
  readonly onSessionChange: () => void;
  /** Whoever was let in without the platform has logged in there. */
  readonly onConfirmed: () => void;
  readonly onPageBroken: (breakage: Breakage) => void;
  readonly loadPageAgain: () => void;
}

/** What each call of the clerk's window does. */
export function clerkHandlers(options: ClerkHandlersOptions): Handlers<ClerkCalls> {
  const { session, cases, drill, attachments, receipts, technician, audit, supervisor } = options;
  return {
    'desk:current': async () => ok(options.snapshot()),
    'page:broken': async (breakage) => {
      options.onPageBroken(breakage);
      return ok(null);
    },
    'page:load-again': async () => {
      options.loadPageAgain();
      return ok(null);
    },
    'store:begin-anew': async () => fail('storage.not-lost'),
    'session:log-in': async ({ account, password }) => {
      const outcome = await session.logIn(account, password);
      if (outcome.ok) cases.begin();
      options.onSessionChange();
      return outcome;
    },
    'session:log-out': async () => {
      await cases.leave();
      await session.logOut();
      options.onSessionChange();
      return ok(null);
    },
    'session:confirm': async ({ password }) => {
      const outcome = await session.confirm(password);
      if (outcome.ok) options.onConfirmed();
      options.onSessionChange();
      return outcome;
    },
    'drill:begin': async ({ minutes }) => {
      const clerk = session.opened()?.clerk;
      return clerk === undefined ? fail('session.required') : drill.begin(clerk, minutes);
    },
    'drill:end': async () => drill.end(session.opened()?.clerk),
    'session:lock': async () => {
      options.lock();
      return ok(null);
    },
    'session:unlock': async ({ password }) => {
      const outcome = await session.unlock(password);
      if (outcome.ok) cases.unlock();
      else if (session.opened() === undefined) {
        void cases.leave();
        options.onSessionChange();
      }
      return outcome;
    },
    'case:open': async () => cases.open(),
    'case:hold': async ({ caseId }) => cases.hold(caseId),
    'case:open-another': async ({ caseId }) => cases.openAnother(caseId),
    'case:mark-left': async ({ caseId }) => cases.markLeft(caseId),
    'case:resume': async ({ caseId }) => cases.resume(caseId),
    'case:choose-item': async ({ caseId, itemCode, variant }) => {
      const item = session.items().find(({ code }) => code === itemCode);
      return item === undefined ? fail('item.unknown') : cases.chooseItem(caseId, item, variant);
    },
    'case:read-card': ({ caseId }) => cases.readCard(caseId),
    'case:show-photo': ({ caseId }) => cases.showPhoto(caseId),
    'case:choose-subject': async ({ caseId, subjectType }) =>
      cases.identify(caseId, { type: 'subject.chosen', subjectType }),
    'case:find-enterprise': async ({ caseId, by, code }) =>
      cases.identify(caseId, { type: 'enterprise.entered', by, code }),
    'case:show-face-code': async ({ caseId }) => cases.identify(caseId, { type: 'face.wanted' }),
    'case:enter-document': async ({ caseId, ...document }) => cases.enterDocument(caseId, document),
    'case:mark-holder-absent': async ({ caseId, isAbsent }) =>
      cases.identify(caseId, { type: 'holder.absent', isAbsent }),
    'case:name-person': async ({ caseId, ...person }) => cases.namePerson(caseId, person),
    'case:check-statement': async ({ caseId, ...statement }) =>
      cases.identify(caseId, { type: 'statement.made', statement }),
    'case:name-principal': async ({ caseId, person }) => cases.namePrincipal(caseId, person),
    'case:await-adult': async ({ caseId }) => cases.awaitAdult(caseId),
    'case:remove-adult': async ({ caseId, number }) => cases.removeAdult(caseId, number),
    'case:change-way': async ({ caseId }) => cases.identify(caseId, { type: 'way.changed' }),
    'case:try-again': async ({ caseId }) => cases.send(caseId, { type: 'step.tried-again' }),
    'case:push-consent': async ({ caseId }) => cases.pushConsent(caseId),
    'case:withdraw-page': async ({ caseId }) => cases.send(caseId, { type: 'page.withdrawn' }),
    'case:withdraw-consent': async ({ caseId, pageId, place }) =>
      cases.withdrawConsent(caseId, pageId, place),
    'case:continue-on-paper': async ({ caseId }) => cases.send(caseId, { type: 'paper.chosen' }),
    'case:settle-material': async ({ caseId, ...choice }) => cases.settleMaterial(caseId, choice),
    'case:type-field': async ({ caseId, key, value }) => cases.typeField(caseId, key, value),
    'case:settle-conflict': async ({ caseId, key, ...choice }) =>
      cases.settleConflict(caseId, key, choice),
    'attachment:add-files': ({ caseId, material }) => attachments.addFiles(caseId, material),
    'attachment:add-photo': async ({ caseId, material, jpegBase64 }) =>
      attachments.addPhoto(caseId, material, Buffer.from(jpegBase64, 'base64')),
    'attachment:show': async ({ caseId, attachmentId }) => attachments.show(caseId, attachmentId),
    'attachment:remove': async ({ caseId, attachmentId }) =>
      attachments.remove(caseId, attachmentId),
    'handover:windows': () => cases.handovers.windows(),
    'handover:offer': ({ caseId, windowId }) => cases.handovers.offer(caseId, windowId),
    'handover:take-back': ({ caseId }) => cases.handovers.takeBack(caseId),
    'handover:take-up': ({ handoverId }) => cases.handovers.takeUp(handoverId, session.items()),
    'handover:decline': ({ handoverId }) => cases.handovers.decline(handoverId),
    'outbox:list': async () => ok(supervisor.list()),
    'outbox:reassign': (reassignment) => supervisor.reassign(reassignment),
    'case:go-offline': async ({ caseId }) => cases.send(caseId, { type: 'offline.chosen' }),
    'case:verify': async ({ caseId }) => cases.verify(caseId),
    'case:call-back': async ({ caseId }) => cases.send(caseId, { type: 'call-back.wanted' }),
    'case:end-call-back': async ({ caseId, ending }) =>
      cases.send(caseId, { type: 'call-back.ended', ending }),
    'case:submit': async ({ caseId }) => cases.submit(caseId),
    'case:close': async ({ caseId }) => cases.send(caseId, { type: 'case.closed' }),
    'code:scanned': async (code) => options.takeCode(code),
    'receipt:preview': async (wish) => receipts.preview(wish),
    'receipt:print': (wish) => receipts.print(wish),
    'receipt:save-pdf': (wish) => receipts.savePdf(wish),
    'enrolment:enrol': ({ code, platformAddress }) => options.enrol(code, platformAddress),
    'settings:current': () => technician.current(),
    'settings:save': async (change) => technician.save(change),
    'settings:show-display-numbers': async () => technician.showDisplayNumbers(),
    'settings:test-reader': (trial) => technician.testReader(trial),
    'settings:test-scanner': (trial) => technician.testScanner(trial),
    'settings:end-test': async () => technician.endTest(),
    'settings:test-photo-decoder': (trial) => technician.testPhotoDecoder(trial),
    'settings:changes': async () => technician.changes(),
    'audit:export': () => audit.exportLog(),
  };
}
