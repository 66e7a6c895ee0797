import type { DeskSnapshot, OfferedCase } from '../../../src/contracts/clerk-ipc.ts';
import type { DeviceSnapshot } from '../../../src/contracts/device-snapshot.ts';
import type { WaitingHandover } from '../../../src/contracts/handover-api.ts';
import type { CitizenLanguage } from '../../../src/domain/consent.ts';
import { offeredItem } from '../../../src/domain/service-item.ts';
import type { Failure } from '../../../src/failures/failure.ts';
import type { Outbox } from '../../storage/outbox.ts';
import type { OutboxDrain } from '../../sync/outbox-drain.ts';
import type { CaseDesk } from '../case-desk.ts';
import type { EvaluatorDesk } from '../citizen-screen/evaluator-desk.ts';
import type { ClerkSession } from '../clerk/clerk-session.ts';
import { projectConsents, projectForClerk } from './clerk-projection.ts';

/** Where the parts of a snapshot come from. */
export interface DeskParts {
  readonly session: ClerkSession;
  readonly cases: CaseDesk;
  readonly evaluator: EvaluatorDesk;
  readonly devices: () => DeviceSnapshot;
  readonly wedge: () => DeskSnapshot['wedge'] | null;
  readonly camera: () => DeskSnapshot['camera'];
  readonly documentCamera: () => DeskSnapshot['documentCamera'];
  readonly connectivity: () => DeskSnapshot['connectivity'];
  readonly enrolment: () => DeskSnapshot['enrolment'];
  readonly printer: () => DeskSnapshot['printer'];
  readonly language: () => CitizenLanguage;
  readonly isSetUp: () => boolean;
  readonly outbox: Outbox;
  readonly uploading: OutboxDrain['uploading'];
  readonly notices: () => readonly Failure[];
}

/** Everything the clerk's window shows, at this moment. */
export function deskSnapshot(parts: DeskParts, revision: number): DeskSnapshot {
  const opened = parts.session.opened();
  const lockedSince = parts.session.lockedSince();
  const isLocked = lockedSince !== undefined;
  const current = parts.cases.current();
  // A case is its clerk's: nobody else at this counter sees it, nor anybody while the clerk is away.
  const isTheirs = !isLocked && current?.subject.clerk === opened?.clerk.account;
  const open = isTheirs ? current : undefined;
  const wedge = parts.wedge();
  const summaries = isLocked || opened === undefined ? [] : parts.cases.summaries();
  // Whose files are on their way is told to whoever's they are; to the others the counts say enough.
  const underWay = parts.uploading();
  const isOwn = summaries.some(({ id }) => id === underWay?.caseId);
  const uploading = isOwn ? underWay : undefined;
  const itemsFrom = parts.session.itemsFrom();
  const onPhone = open === undefined ? undefined : parts.cases.onPhone();
  return {
    revision,
    language: parts.language(),
    isSetUp: parts.isSetUp(),
    ...(isLocked ? { lockedSince } : {}),
    ...(opened === undefined
      ? {}
      : {
          session: {
            account: opened.clerk.account,
            name: opened.clerk.name,
            number: opened.clerk.number,
            role: opened.clerk.role,
            windowName: opened.window.name,
            hall: opened.window.hall,
            ...(parts.session.isOffline() ? { isOffline: true } : {}),
          },
        }),
    connectivity: parts.connectivity(),
    platform: {
      ...parts.outbox.counts(),
      ...(uploading ? { uploading } : {}),
    },
    enrolment: parts.enrolment(),
    devices: parts.devices(),
    printer: parts.printer(),
    mirror: {
      ...parts.evaluator.mirror(),
      ...(onPhone === undefined ? {} : { phone: onPhone }),
    },
    ...(wedge ? { wedge } : {}),
    camera: parts.camera(),
    documentCamera: parts.documentCamera(),
    items: parts.session.items().map(offeredItem),
    ...(itemsFrom === undefined ? {} : { itemsFrom }),
    ...(open === undefined
      ? {}
      : {
          case: {
            ...projectForClerk(open.subject, open.form, open.identification, open.asksAlong),
            ...projectConsents(open),
          },
        }),
    cases: summaries,
    offers: isLocked || opened === undefined ? [] : parts.cases.handovers.waiting().map(shownOffer),
    notices: parts.notices(),
  };
}

function shownOffer({
  handoverId,
  from,
  itemName,
  applicantMasked,
  since,
}: WaitingHandover): OfferedCase {
  return { handoverId, from: from.name, itemName, applicantMasked, since };
}
