import { expect, test } from 'vitest';
import type { CaseMove, CaseStep } from '../../src/contracts/case-api.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { people } from '../seed/people.ts';
import { receivedCase } from '../testing/received-case.ts';
import { gdbsRecords } from './gdbs-records.ts';

const SBLSH = '440699202611240000001';
const application = receivedCase(1).payload;
const at = '2026-11-24T01:00:00.000Z';
const by = { name: '陈审批', number: '9030' };
const digest = 'b'.repeat(64);

const accepted: CaseStep = { at, by, state: 'accepted', did: { kind: 'accept', opinion: '齐全' } };
const asked: CaseStep = {
  at,
  by,
  state: 'supplement',
  did: {
    kind: 'ask-supplement',
    missing: [{ code: 'household-register', reason: '缺户主页' }],
    withinDays: 5,
  },
  supplementDue: '2026-12-01',
};
const supplemented: CaseStep = {
  at,
  state: 'received',
  did: { kind: 'supplement', materials: [{ code: 'household-register', digests: [digest] }] },
};
const closedBy = (did: CaseMove): CaseStep => ({ at, by, state: 'closed', did });

const recordsOf = (...history: readonly CaseStep[]) =>
  gdbsRecords({ caseNumber: SBLSH, receivedAt: at, application, history, item: elderCardItem });

test('a case that was received is an application with its materials', () => {
  expect(recordsOf()).toEqual({
    SB: {
      SBLSH,
      SBLSH_SHORT: '202611240000001',
      YWLSH: application.caseId,
      SBHZH: `SB${SBLSH}`,
      SXBM: elderCardItem.code,
      SXMC: elderCardItem.name,
      SXQXBM: 'local-household',
      SQRLX: 1,
      SQRMC: people.allGood.card.name,
      SQRZJLX: '111',
      SQRZJHM: people.allGood.card.idNumber,
      SBCLQD: '居民户口簿',
      SBSJ: '20261124090000',
      XZQHDM: '440699',
      WSSBQD: 9,
      VERSION: 1,
      REC_FLAG: 1,
    },
    SBCL: [
      {
        SBLSH,
        STUFF_SEQ: 'household-register',
        CLMC: '居民户口簿',
        CLSL: 1,
        WJLX: 1,
        CLLX: 2,
        ATTACH_NAME: '4406992013HKB00001',
      },
    ],
    BZGZ: [],
    SL: [],
    SPCL: [],
  });
});

test('paper and files are told apart', () => {
  const materials = [{ code: 'household-register', status: 'needed-on-paper' as const }];
  const records = (attachments: typeof application.attachments) =>
    gdbsRecords({
      caseNumber: SBLSH,
      receivedAt: at,
      application: { ...application, materials, ...(attachments && { attachments }) },
      history: [],
      item: elderCardItem,
    }).SBCL;
  expect(records(undefined)).toMatchObject([{ WJLX: 0, CLLX: 0 }]);
  expect(records([{ code: 'household-register', digests: [digest] }])).toMatchObject([
    { WJLX: 1, CLLX: 2, ATTACH_DIGEST: digest },
  ]);
});

test('what follows later or was never a paper is named, and reported as nothing that was handed in', () => {
  const code = 'household-register';
  const settledAt = at;
  const materials: typeof application.materials = [
    { status: 'deferred', code, settledAt, dueOn: '2026-12-01' },
    { status: 'pledged', code, settledAt, sentence: '本人承诺', signedBy: '陈桂芳' },
    { status: 'under-check', code, settledAt, dueAt: '2026-11-25T01:00:00.000Z' },
  ];
  const records = gdbsRecords({
    caseNumber: SBLSH,
    receivedAt: at,
    application: { ...application, materials },
    history: [],
    item: elderCardItem,
  });
  expect(records.SB['SBCLQD']).toBe('居民户口簿；居民户口簿；居民户口簿');
  expect(records.SBCL).toEqual([]);
});

test('licences of several holders that stand for one material are all named', () => {
  const materials: typeof application.materials = [
    {
      status: 'waived-by-licence',
      code: 'identity-card',
      licenceCode: 'L1',
      otherLicenceCodes: ['L2'],
    },
  ];
  const records = gdbsRecords({
    caseNumber: SBLSH,
    receivedAt: at,
    application: { ...application, materials },
    history: [],
    item: elderCardItem,
  });
  expect(records.SBCL.map(({ ATTACH_NAME }) => ATTACH_NAME)).toEqual(['L1', 'L2']);
});

test('a supplement is asked for in a notice, and reported again with a higher version', () => {
  const records = recordsOf(asked, supplemented);
  expect(records.SL).toMatchObject([{ SBLSH, SLZTDM: 3, BJCKBM: 'A07' }]);
  expect(records.BZGZ).toEqual([
    {
      SBLSH,
      BZGZFCRXM: '陈审批',
      BZGZYY: '缺户主页',
      BZCLQD: '居民户口簿',
      BZGZSJ: '20261124090000',
      BZJZRQ: '20261201',
    },
  ]);
  expect(records.SB['VERSION']).toBe(2);
  expect(records.SBCL).toContainEqual(expect.objectContaining({ ATTACH_DIGEST: digest }));
  expect(records.SPCL).toHaveLength(1);
});

test('acceptance has a receipt number; not being accepted has none', () => {
  expect(recordsOf(accepted).SL).toEqual([
    {
      SBLSH,
      SLZTDM: 1,
      SLHZH: `SL${SBLSH}`,
      BJCKBM: 'A07',
      BLRXM: '陈审批',
      BLRGH: '9030',
      SLYJ: '齐全',
      SLSJ: '20261124090000',
    },
  ]);
  const refused: CaseStep = {
    at,
    by,
    state: 'refused',
    did: { kind: 'refuse', reason: '不属于本部门职权' },
  };
  const { SL, BJ } = recordsOf(refused);
  expect(SL[0]).toMatchObject({ SLZTDM: 2, SLYJ: '不属于本部门职权' });
  expect(SL[0]).not.toHaveProperty('SLHZH');
  expect(BJ).toBeUndefined();
});

test.each<[number, CaseMove]>([
  [0, { kind: 'grant', resultNumber: '优待证0001' }],
  [6, { kind: 'grant' }],
  [1, { kind: 'deny', reason: '不符合年龄条件' }],
  [5, { kind: 'close-unsupplied' }],
])('closing is recorded as %d after %o', (BJJGDM, did) => {
  expect(recordsOf(accepted, closedBy(did)).BJ).toMatchObject({
    SBLSH,
    BJJGDM,
    BJSJ: '20261124090000',
    ...(did.kind === 'grant' && did.resultNumber ? { ZJBH: did.resultNumber } : {}),
  });
});
