import { z } from 'zod';
import {
  catalogueAnswerSchema,
  faultAddedAnswerSchema,
  faultsAnswerSchema,
  misbehaviourPaths,
  worldAnswerSchema,
} from '../../../../src/contracts/misbehaviour-api.ts';
import { askPlatform } from '../../shared/ask-platform.ts';

const nothing = z.undefined();

export const askCatalogue = () =>
  askPlatform(misbehaviourPaths.catalogue, { answer: catalogueAnswerSchema });

export const askFaults = () =>
  askPlatform(misbehaviourPaths.faults, { answer: faultsAnswerSchema });

export const askWorld = () => askPlatform(misbehaviourPaths.world, { answer: worldAnswerSchema });

/** Puts a fault in force. */
export const addFault = (rule: unknown) =>
  askPlatform(misbehaviourPaths.faults, {
    method: 'POST',
    body: rule,
    answer: faultAddedAnswerSchema,
  });

/** Ends one fault, or all of them. */
export const endFaults = (id?: string) =>
  askPlatform(
    id === undefined ? misbehaviourPaths.faults : misbehaviourPaths.oneFault.replace(':id', id),
    { method: 'DELETE', answer: nothing },
  );

/** Changes the platform itself. */
export const changeWorld = (change: unknown) =>
  askPlatform(misbehaviourPaths.world, {
    method: 'POST',
    body: change,
    answer: worldAnswerSchema,
  });
