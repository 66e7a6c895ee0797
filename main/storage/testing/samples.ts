import type { Case } from '../../../src/domain/case.ts';
import type { GivenEvidence } from '../../../src/evidence/evidence-api.ts';
import { exampleHall, examplePageText } from '../../../src/evidence/testing/example-evidence.ts';
import type { LeaseContent } from '../lease-store.ts';
import type { NewEvent } from '../outbox.ts';
import type { Storage } from '../storage.ts';

/** Texts that must not be found in any file. */
export const personal = {
  name: '赵伟伦',
  idNumber: '440699199001011236',
  address: '广东省佛山市样例区测试大道99号',
  authCode: 'AUTH-7f3c9d01e5',
} as const;

const caseId = '019ab000-0000-7000-8000-000000000001';

/** A case with a person and a licence in it. */
export function sampleCase(changes: Partial<Case> = {}): Case {
  return {
    id: caseId,
    stage: 'reviewing',
    stageSince: '2026-11-24T00:59:30.000Z',
    openedAt: '2026-11-24T00:59:00.000Z',
    clerk: 'chen.li',
    variant: 'first',
    applicant: {
      subjectType: 'person',
      name: personal.name,
      number: personal.idNumber,
      proof: { by: 'identity-card', at: '2026-11-24T00:59:30.000Z', samId: 'SAM-1' },
      card: {
        kind: 'resident',
        sex: '1',
        birthDate: '1990-01-01',
        address: personal.address,
        validFrom: '2015-01-31',
        validTo: 'long-term',
      },
    },
    licences: [
      {
        licenceCode: 'L-1',
        typeCode: 'T-1',
        name: '居民户口簿',
        issuer: '佛山市公安局',
        status: 'ISSUED',
        validFrom: '2020-01-01',
        validTo: 'long-term',
        holderMasked: '赵*伦',
        heldByApplicant: true,
        authCode: personal.authCode,
      },
    ],
    consents: [],
    handedInOtherwise: [],
    ...changes,
  };
}

/** What a lease holds. */
export const sampleContent: LeaseContent = {
  licences: [
    { licenceCode: 'L-1', typeCode: 'T-1', fields: { XM: personal.name, HJDZ: personal.address } },
  ],
  form: [{ key: 'address', name: '地址', group: '申请人', required: true }],
};

/** The `index`-th event of a workstation. */
export function sampleEvent(index: number): Extract<NewEvent, { kind: 'case:received' }> {
  const digits = String(index).padStart(12, '0');
  return {
    id: `019ab000-0000-7000-9000-${digits}`,
    kind: 'case:received',
    at: '2026-11-24T01:00:00.000Z',
    payload: {
      caseId: `019ab000-0000-7000-8000-${digits}`,
      itemCode: 'ITEM-1',
      variant: 'first',
      windowId: 'W-01',
      clerkNumber: '0001',
      openedAt: '2026-11-24T00:59:00.000Z',
      applicant: {
        subjectType: 'person',
        name: personal.name,
        number: personal.idNumber,
        proof: { by: 'identity-card', at: '2026-11-24T00:59:30.000Z', samId: 'SAM-1' },
      },
      materials: [],
      consents: [],
      form: [],
    },
  };
}

const hall = exampleHall('SM2');

/** Evidence that goes on where the chain of a storage has come. */
export function sampleEvidence({ evidence }: Pick<Storage, 'evidence'>): GivenEvidence {
  const { epoch, seq, prevHash } = evidence.next();
  const record = hall.answer(seq, { epoch, seq, prev_hash: prevHash });
  return { record, opening: hall.opening(seq), pageText: examplePageText };
}
