import { z } from 'zod';
import { auditForksAnswerSchema, auditPaths } from '../../../../src/audit/audit-api.ts';
import { adminPaths, evidenceCountAnswerSchema } from '../../../../src/contracts/admin-api.ts';
import {
  administeredWorkstationsAnswerSchema,
  type EnrolmentCodeRequest,
  enrolmentCodeAnswerSchema,
  type SettingsChangeRequest,
  workstationPaths,
  workstationSettingsSchema,
} from '../../../../src/contracts/workstation-api.ts';
import { askPlatform } from '../../shared/ask-platform.ts';

export const askWorkstations = () =>
  askPlatform(workstationPaths.administered, { answer: administeredWorkstationsAnswerSchema });

export const countEvidence = () =>
  askPlatform(adminPaths.evidence, { answer: evidenceCountAnswerSchema });

export const askForks = () =>
  askPlatform(auditPaths.administeredForks, { answer: auditForksAnswerSchema });

/** Makes a code with which a workstation enrols. */
export const makeCode = (body: EnrolmentCodeRequest) =>
  askPlatform(workstationPaths.administeredEnrolmentCodes, {
    method: 'POST',
    body,
    answer: enrolmentCodeAnswerSchema,
  });

export const revoke = (workstationId: string) =>
  askPlatform(workstationPaths.administeredRevocations, {
    method: 'POST',
    body: { workstationId },
    answer: z.undefined(),
  });

export const changeSettings = (body: SettingsChangeRequest) =>
  askPlatform(workstationPaths.administeredSettings, {
    method: 'PUT',
    body,
    answer: workstationSettingsSchema,
  });
