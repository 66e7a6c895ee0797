import type { CaseMove, CaseRecordsAnswer, CaseStep } from '../../src/contracts/case-api.ts';
import type { CaseReceivedPayload } from '../../src/contracts/platform-api.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import type { Instant } from '../../src/support/clock.ts';
import { hallTime } from '../hall-time.ts';

type Record = CaseRecordsAnswer['SB'];

/** A case with everything that its records say. */
export interface RecordedCase {
  readonly caseNumber: string;
  readonly receivedAt: Instant;
  readonly application: CaseReceivedPayload;
  readonly history: readonly CaseStep[];
  readonly item: Pick<ServiceItem, 'name' | 'department' | 'materials'>;
}

/** 居民身份证 in GA/T 517. */
const identityCard = '111';
/** 统一社会信用代码 among the kinds of holder codes. */
const unifiedCode = '001';

/** SLZTDM. The library's fourth, 拒收, is never ours: a window that does not take a case hands none over. */
const acceptance = { accept: 1, refuse: 2, 'ask-supplement': 3 } as const;

/** Names of the steps in SPCL. */
const stepNames: Readonly<{ [Kind in CaseMove['kind']]: string }> = {
  accept: '受理',
  refuse: '不予受理',
  'ask-supplement': '补正告知',
  'close-unsupplied': '补正逾期办结',
  grant: '准予办结',
  deny: '不予办结',
};

/**
 * A case as the province's exchange library (GDBS) keeps it: 申办 SB, 申办材料 SBCL, 补正告知 BZGZ, 受理 SL, 审批处理
 * SPCL, 办结 BJ. Times are the hall's, `yyyyMMddHHmmss`. The query password YWCXMM is a secret of the applicant and is
 * not exchanged.
 */
export function gdbsRecords(recorded: RecordedCase): CaseRecordsAnswer {
  const { caseNumber: SBLSH, history, item } = recorded;
  const steps = history.flatMap((step) =>
    step.did.kind === 'supplement' || step.did.kind === 'withdraw-consent'
      ? []
      : [{ ...step, did: step.did }],
  );
  return {
    SB: applicationRecord(recorded),
    SBCL: materialRecords(recorded),
    BZGZ: steps.flatMap(({ did, ...step }) =>
      did.kind === 'ask-supplement' ? [noticeRecord(recorded, step, did)] : [],
    ),
    SL: steps.flatMap(({ did, ...step }) =>
      did.kind === 'accept' || did.kind === 'refuse' || did.kind === 'ask-supplement'
        ? [acceptanceRecord(recorded, step, did)]
        : [],
    ),
    SPCL: steps.map(({ did, at, by }) => ({
      SBLSH,
      SPHJMC: stepNames[did.kind],
      SPBMMC: item.department,
      ...(by === undefined ? {} : { SPRXM: by.name, SPRGH: by.number }),
      SPYJ: opinionOf(did),
      SPSJ: recordTime(at),
    })),
    ...closingRecord(SBLSH, steps),
  };
}

function applicationRecord({
  caseNumber,
  receivedAt,
  application: { applicant, caseId, itemCode, materials, variant },
  history,
  item,
}: RecordedCase): Record {
  return {
    SBLSH: caseNumber,
    // Without the division, which every number of the library begins with.
    SBLSH_SHORT: caseNumber.slice(6),
    YWLSH: caseId,
    SBHZH: `SB${caseNumber}`,
    SXBM: itemCode,
    SXMC: item.name,
    SXQXBM: variant,
    SQRLX: applicant.subjectType === 'person' ? 1 : 2,
    SQRMC: applicant.name,
    SQRZJLX: applicant.subjectType === 'person' ? identityCard : unifiedCode,
    SQRZJHM: applicant.number,
    SBCLQD: materials.map(({ code }) => nameOf(item, code)).join('；'),
    SBSJ: recordTime(receivedAt),
    XZQHDM: caseNumber.slice(0, 6),
    // At a window: none of the channels of the Internet.
    WSSBQD: 9,
    VERSION: 1 + history.filter(({ did }) => did.kind === 'supplement').length,
    REC_FLAG: 1,
  };
}

/**
 * Materials that were handed in, and the licences that stand for some. What another source, a pledge or a check stands
 * for, and what is to follow, is in the list SBCLQD only.
 */
function materialRecords({ caseNumber, application, history, item }: RecordedCase): Record[] {
  const supplements = history.flatMap(({ did }) =>
    did.kind === 'supplement' ? did.materials : [],
  );
  const handedIn = [...(application.attachments ?? []), ...supplements];
  const withFile = new Set(handedIn.map(({ code }) => code));
  const onPaper = application.materials
    .filter(({ code, status }) => status === 'needed-on-paper' && !withFile.has(code))
    .map(({ code }) => ({ code, digests: [] }));
  const licences = application.materials.flatMap((material) =>
    material.status === 'waived-by-licence'
      ? [material.licenceCode, ...(material.otherLicenceCodes ?? [])].map((licenceCode) => ({
          code: material.code,
          licenceCode,
        }))
      : [],
  );
  const head = (code: string) => ({
    SBLSH: caseNumber,
    STUFF_SEQ: code,
    CLMC: nameOf(item, code),
    CLSL: 1,
  });
  return [
    ...licences.map(({ code, licenceCode }) => ({
      ...head(code),
      WJLX: 1,
      CLLX: 2,
      ...(licenceCode === undefined ? {} : { ATTACH_NAME: licenceCode }),
    })),
    ...[...onPaper, ...handedIn].flatMap(({ code, digests }) =>
      digests.length === 0
        ? [{ ...head(code), WJLX: 0, CLLX: 0 }]
        : digests.map((digest) => ({ ...head(code), WJLX: 1, CLLX: 2, ATTACH_DIGEST: digest })),
    ),
  ];
}

type Origin = Pick<CaseStep, 'at' | 'by' | 'supplementDue'>;

function noticeRecord(
  { caseNumber: SBLSH, item }: RecordedCase,
  { at, by, supplementDue }: Origin,
  { missing }: Extract<CaseMove, { kind: 'ask-supplement' }>,
): Record {
  return {
    SBLSH,
    ...(by === undefined ? {} : { BZGZFCRXM: by.name }),
    BZGZYY: missing.map(({ reason }) => reason).join('；'),
    BZCLQD: missing.map(({ code }) => nameOf(item, code)).join('；'),
    BZGZSJ: recordTime(at),
    ...(supplementDue === undefined ? {} : { BZJZRQ: supplementDue.replaceAll('-', '') }),
  };
}

function acceptanceRecord(
  { caseNumber, application: { windowId } }: RecordedCase,
  { at, by }: Origin,
  did: Extract<CaseMove, { kind: keyof typeof acceptance }>,
): Record {
  return {
    SBLSH: caseNumber,
    SLZTDM: acceptance[did.kind],
    ...(did.kind === 'accept' ? { SLHZH: `SL${caseNumber}` } : {}),
    BJCKBM: windowId,
    ...(by === undefined ? {} : { BLRXM: by.name, BLRGH: by.number }),
    SLYJ: opinionOf(did),
    SLSJ: recordTime(at),
  };
}

/** BJJGDM: 0 a licence was issued, 1 returned, 5 what was missing never came, 6 closed. */
function closingRecord(
  SBLSH: string,
  steps: readonly (Origin & { readonly did: CaseMove })[],
): Pick<CaseRecordsAnswer, 'BJ'> {
  const last = steps.at(-1);
  if (last === undefined) return {};
  const { did, at } = last;
  const closed = (BJJGDM: number, more: Record = {}) => ({
    BJ: { SBLSH, BJJGDM, BJYJ: opinionOf(did), BJSJ: recordTime(at), ...more },
  });
  if (did.kind === 'deny') return closed(1);
  if (did.kind === 'close-unsupplied') return closed(5);
  if (did.kind !== 'grant') return {};
  return did.resultNumber === undefined ? closed(6) : closed(0, { ZJBH: did.resultNumber });
}

function opinionOf(did: CaseMove): string {
  if (did.kind === 'refuse' || did.kind === 'deny') return did.reason;
  if (did.kind === 'accept' || did.kind === 'grant') return did.opinion ?? '';
  return '';
}

function nameOf({ materials }: RecordedCase['item'], wanted: string): string {
  return materials.find(({ code }) => code === wanted)?.name ?? wanted;
}

function recordTime(at: Instant): string {
  return hallTime(at).slice(0, 14);
}
