import type { Migration } from 'kysely/migration';
import { createAccessLog } from '../access-log/0250-create-access-log.ts';
import { createAttachments } from '../attachments/0220-create-attachments.ts';
import { createAuditHeads } from '../audit-heads/0340-create-audit-heads.ts';
import { createCallBacks } from '../call-backs/0460-create-call-backs.ts';
import { createCases } from '../cases/0060-create-cases.ts';
import { keepCaseSteps } from '../cases/0210-keep-case-steps.ts';
import { createCodes } from '../codes/0120-create-codes.ts';
import { openCodesWithoutPlatform } from '../codes/0420-open-codes-without-platform.ts';
import { createConsents } from '../consents/0200-create-consents.ts';
import { askForSeveralCases } from '../consents/0280-ask-for-several-cases.ts';
import { createCorrections } from '../corrections/0260-create-corrections.ts';
import { createObjections } from '../corrections/0300-create-objections.ts';
import { createDelegations } from '../delegations/0170-create-delegations.ts';
import { createEnterprises } from '../enterprises/0090-create-enterprises.ts';
import { createEvaluations } from '../evaluations/0080-create-evaluations.ts';
import { keepEvidence } from '../evidence/0310-keep-evidence.ts';
import { findEvidenceByCase } from '../evidence/0380-find-evidence-by-case.ts';
import { createFaceSessions } from '../face-sessions/0180-create-face-sessions.ts';
import { createReassignments } from '../four-eyes/0350-create-reassignments.ts';
import { createHandovers } from '../handovers/0290-create-handovers.ts';
import { createJournal } from '../journal/0140-create-journal.ts';
import { createLicenceLibrary } from '../licence-library/0050-create-licence-library.ts';
import { extendLicenceLibrary } from '../licence-library/0130-extend-licence-library.ts';
import { bindAuthCodes } from '../licence-library/0240-bind-auth-codes.ts';
import { createPersons } from '../persons/0040-create-persons.ts';
import { keepPersonValues } from '../persons/0100-keep-person-values.ts';
import { createPhones } from '../phones/0110-create-phones.ts';
import { createProvisionalNumbers } from '../provisional-numbers/0360-create-provisional-numbers.ts';
import { createServiceItems } from '../service-items/0030-create-service-items.ts';
import { completeServiceItems } from '../service-items/0150-complete-service-items.ts';
import { createSessions } from '../sessions/0020-create-sessions.ts';
import { refreshSessions } from '../sessions/0070-refresh-sessions.ts';
import { createWorkstations } from '../workstations/0190-create-workstations.ts';
import { createPlatform } from './0010-create-platform.ts';

/** Every migration by name. Names sort in the order they run and are never reused; numbers go in tens. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0010-create-platform': createPlatform,
  '0020-create-sessions': createSessions,
  '0030-create-service-items': createServiceItems,
  '0040-create-persons': createPersons,
  '0050-create-licence-library': createLicenceLibrary,
  '0060-create-cases': createCases,
  '0070-refresh-sessions': refreshSessions,
  '0080-create-evaluations': createEvaluations,
  '0090-create-enterprises': createEnterprises,
  '0100-keep-person-values': keepPersonValues,
  '0110-create-phones': createPhones,
  '0120-create-codes': createCodes,
  '0130-extend-licence-library': extendLicenceLibrary,
  '0140-create-journal': createJournal,
  '0150-complete-service-items': completeServiceItems,
  '0170-create-delegations': createDelegations,
  '0180-create-face-sessions': createFaceSessions,
  '0190-create-workstations': createWorkstations,
  '0210-keep-case-steps': keepCaseSteps,
  '0220-create-attachments': createAttachments,
  '0200-create-consents': createConsents,
  '0240-bind-auth-codes': bindAuthCodes,
  '0250-create-access-log': createAccessLog,
  '0260-create-corrections': createCorrections,
  '0280-ask-for-several-cases': askForSeveralCases,
  '0290-create-handovers': createHandovers,
  '0300-create-objections': createObjections,
  '0310-keep-evidence': keepEvidence,
  '0340-create-audit-heads': createAuditHeads,
  '0350-create-reassignments': createReassignments,
  '0360-create-provisional-numbers': createProvisionalNumbers,
  '0380-find-evidence-by-case': findEvidenceByCase,
  '0420-open-codes-without-platform': openCodesWithoutPlatform,
  '0460-create-call-backs': createCallBacks,
};
