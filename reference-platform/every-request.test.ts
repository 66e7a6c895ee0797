import { hash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { auditForksAnswerSchema, giveAuditHeadAnswerSchema } from '../src/audit/audit-api.ts';
import { signHead } from '../src/audit/audit-head.ts';
import { accessLogAnswerSchema } from '../src/contracts/access-log-api.ts';
import {
  evidenceCountAnswerSchema,
  licencesAnswerSchema,
  peopleAnswerSchema,
} from '../src/contracts/admin-api.ts';
import { attachmentProgressSchema } from '../src/contracts/attachment-api.ts';
import { callBacksAnswerSchema } from '../src/contracts/call-back-api.ts';
import {
  caseAnswerSchema,
  caseRecordsAnswerSchema,
  casesAnswerSchema,
  moveCaseAnswerSchema,
} from '../src/contracts/case-api.ts';
import { changesAnswerSchema, phoneChangesAnswerSchema } from '../src/contracts/changes.ts';
import {
  consentAnswerSchema,
  phoneConsentPageSchema,
  phoneConsentsAnswerSchema,
} from '../src/contracts/consent-api.ts';
import {
  correctionsAnswerSchema,
  objectionsAnswerSchema,
} from '../src/contracts/correction-api.ts';
import {
  delegationOfferSchema,
  delegationViewSchema,
  phoneDelegationsAnswerSchema,
  phoneDelegationViewSchema,
  phoneWindowsAnswerSchema,
} from '../src/contracts/delegation-api.ts';
import {
  faceResultAnswerSchema,
  faceSessionSchema,
  openFaceSessionAnswerSchema,
} from '../src/contracts/face-api.ts';
import { reassignAnswerSchema } from '../src/contracts/four-eyes-api.ts';
import {
  handoverAnswerSchema,
  handoversAnswerSchema,
  handoverWindowsAnswerSchema,
  takeHandoverAnswerSchema,
} from '../src/contracts/handover-api.ts';
import {
  getLicenceAnswerSchema,
  licenceArchiveAnswerSchema,
  licenceAuthAnswerSchema,
  licenceEnvelopeSchema,
  licenceItemsAnswerSchema,
  licenceLoginAnswerSchema,
  licenceTokenAnswerSchema,
  licenceUserAnswerSchema,
  licenceWebpageAnswerSchema,
} from '../src/contracts/licence-api.ts';
import {
  catalogueAnswerSchema,
  faultAddedAnswerSchema,
  faultsAnswerSchema,
  worldAnswerSchema,
} from '../src/contracts/misbehaviour-api.ts';
import {
  activateCodeAnswerSchema,
  issueCodeAnswerSchema,
  phoneSignInAnswerSchema,
  redeemCodeAnswerSchema,
  resolveCodeAnswerSchema,
} from '../src/contracts/phone-api.ts';
import {
  activatedCodesAnswerSchema,
  representedEnterprisesAnswerSchema,
} from '../src/contracts/phone-holder-api.ts';
import { phoneServiceItemsAnswerSchema } from '../src/contracts/phone-service-item-api.ts';
import {
  batchAnswerSchema,
  evaluationsAnswerSchema,
  healthAnswerSchema,
  matchPersonAnswerSchema,
  openSessionAnswerSchema,
  refreshSessionAnswerSchema,
  serviceItemsAnswerSchema,
} from '../src/contracts/platform-api.ts';
import { provisionalBlocksAnswerSchema } from '../src/contracts/provisional-api.ts';
import { scanAnswerSchema, windowCodeAnswerSchema } from '../src/contracts/scan-api.ts';
import {
  openingAnswerSchema,
  simulatedWindowSchema,
} from '../src/contracts/simulated-window-api.ts';
import {
  enterpriseValuesAnswerSchema,
  findEnterpriseAnswerSchema,
  personValuesAnswerSchema,
} from '../src/contracts/subject-api.ts';
import {
  administeredWorkstationsAnswerSchema,
  enrolAnswerSchema,
  enrolmentCodeAnswerSchema,
  revocationsAnswerSchema,
  timeAnswerSchema,
  workstationSettingsSchema,
} from '../src/contracts/workstation-api.ts';
import {
  giveRecordsAnswerSchema,
  provedConsentAnswerSchema,
  registerEvidenceKeyAnswerSchema,
} from '../src/evidence/evidence-api.ts';
import { consentPageText } from '../src/evidence/page-text.ts';
import { trustFileSchema } from '../src/evidence/trusted-keys.ts';
import {
  createLicenceAnswerSchema,
  getAttachmentAnswerSchema,
} from './licence-library/issuing-shapes.ts';
import { clerks, licenceAccount, secondClerk } from './seed/accounts.ts';
import { elderCardItem } from './seed/elder-card-item.ts';
import { enterprises } from './seed/enterprises.ts';
import { licenceTypes } from './seed/licence-types.ts';
import { peopleElsewhere } from './seed/people.ts';
import { askedConsent, holder } from './testing/asked-consent.ts';
import { elderCardScope } from './testing/delegation-callers.ts';
import { routeOf } from './testing/described-answers.ts';
import { correctionAsked, disputedAddress } from './testing/disputed-address.ts';
import { evidenceOf, withdrawalOf } from './testing/evidence-of.ts';
import { newEvidenceKey, registrationOf } from './testing/evidence-signer.ts';
import { handedCase } from './testing/handed-case.ts';
import { digestOf, fileSender, pdfOf } from './testing/handed-in-file.ts';
import { operator } from './testing/library-caller.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from './testing/platform-under-test.ts';
import { openStream } from './testing/push-stream.ts';
import { receivedCase } from './testing/received-case.ts';
import {
  enrolledWorkstation,
  enrolRequest,
  newEnrolmentCode,
  newKey,
  type ScriptedWorkstation,
} from './testing/scripted-workstation.ts';
import { signedInPhone } from './testing/signed-in-phone.ts';

type Call = PlatformUnderTest['call'];

const clock = new StoppedClock();
const answered = new Set<string>();
let bench: PlatformUnderTest;
let workstation: ScriptedWorkstation;
/** Sessions of the workstation, and phones. */
let clerk: string;
let approver: string;
let principal: string;
let agent: string;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock });
  workstation = await enrolledWorkstation(bench, clock);
  ({ token: clerk } = await workstation.logIn());
  ({ token: approver } = await workstation.logIn('approver'));
  principal = await signedInPhone(bench, holder);
  agent = await signedInPhone(bench, peopleElsewhere.luJianhua);
});
afterAll(() => bench.stop());

/**
 * Asks for something there is no reason to refuse. The answer is what the contract says, whole: also without a member
 * that the contract would merely overlook.
 */
async function asked<Answer extends z.ZodType>(
  call: Call,
  request: string,
  contract: Answer,
  body?: unknown,
  token?: string,
): Promise<z.output<Answer>> {
  const [method = '', target = ''] = request.split(' ');
  const answer = await call(method, target, body, token);
  expect([request, answer.status, answer.body]).toEqual([
    request,
    answer.body === undefined ? 204 : expect.toSatisfy((status) => status < 300),
    contract.parse(answer.body),
  ]);
  answered.add(`${method} ${routeOf(target)}`);
  return contract.parse(answer.body);
}

const nothing = z.undefined();
const anybody = <Answer extends z.ZodType>(request: string, contract: Answer, body?: unknown) =>
  asked(bench.call, request, contract, body);
const window = <Answer extends z.ZodType>(
  request: string,
  contract: Answer,
  body?: unknown,
  token = clerk,
) => asked(workstation.call, request, contract, body, token);
const phone = <Answer extends z.ZodType>(
  request: string,
  contract: Answer,
  body?: unknown,
  token = principal,
) => asked(bench.call, request.replace(' /', ' /api/v1/phone/'), contract, body, token);

/** Asks for something that is not JSON. @returns its media type */
async function fetched(target: string, headers: Record<string, string>): Promise<string | null> {
  const response = await fetch(bench.url + target, { headers });
  await response.arrayBuffer();
  expect([target, response.status]).toEqual([target, 200]);
  answered.add(`GET ${routeOf(target)}`);
  return response.headers.get('content-type');
}

test('the platform, its people and its switches, for its own machine', async () => {
  await anybody('GET /api/v1/health', healthAnswerSchema);
  await anybody('GET /admin/people', peopleAnswerSchema);
  await anybody('POST /admin/licences', licencesAnswerSchema, { holder: holder.idNumber });
  await anybody('GET /admin/misbehaviour/catalogue', catalogueAnswerSchema);
  const rule = { fault: 'status500', path: '/nowhere' };
  const { id } = await anybody('POST /admin/misbehaviour', faultAddedAnswerSchema, rule);
  await anybody('GET /admin/misbehaviour', faultsAnswerSchema);
  await anybody(`DELETE /admin/misbehaviour/${id}`, nothing);
  await anybody('DELETE /admin/misbehaviour', nothing);
  await anybody('GET /admin/misbehaviour/world', worldAnswerSchema);
  const change = { change: 'shiftClock', ms: 0 };
  await anybody('POST /admin/misbehaviour/world', worldAnswerSchema, change);
});

test('workstations enrol, are given settings and are revoked', async () => {
  const request = { windowId: 'A07', name: '综合窗口 A07 右' };
  const admin = await workstation.logIn('admin');
  const make = '/workstations/enrolment-codes';
  await window(`POST /api/v1${make}`, enrolmentCodeAnswerSchema, request, admin.token);
  await anybody(`POST /admin${make}`, enrolmentCodeAnswerSchema, request);
  const workstationId = randomUUID();
  const enrolment = enrolRequest(await newEnrolmentCode(bench), workstationId, newKey());
  await anybody('POST /api/v1/workstations/enrolments', enrolAnswerSchema, enrolment);
  await window('GET /api/v1/time', timeAnswerSchema);
  await window('GET /api/v1/workstations/revocations', revocationsAnswerSchema);
  const settings = await window('GET /api/v1/workstations/settings', workstationSettingsSchema);
  await anybody('GET /admin/workstations', administeredWorkstationsAnswerSchema);
  const { windows, limits } = settings;
  const changed = { workstationId, windows, limits };
  await anybody('PUT /admin/workstations/settings', workstationSettingsSchema, changed);
  await anybody('POST /admin/workstations/revocations', nothing, { workstationId });
});

test('somebody works at a window', async () => {
  const { account, password } = clerks.supervisor;
  const { workstationId } = workstation;
  const place = { windowId: 'A07', workstationId };
  const credentials = { account, password, ...place };
  const opened = await window('POST /api/v1/sessions', openSessionAnswerSchema, credentials);
  const { refreshToken } = opened;
  const { token } = await window('POST /api/v1/sessions/refresh', refreshSessionAnswerSchema, {
    refreshToken,
    ...place,
  });
  const { account: second, password: secondPassword } = secondClerk;
  await window(
    'POST /api/v1/four-eyes',
    reassignAnswerSchema,
    {
      reassignmentId: randomUUID(),
      caseIds: [randomUUID()],
      to: second,
      reason: 'absent',
      second: { account: second, password: secondPassword },
    },
    token,
  );
  await window('GET /api/v1/service-items', serviceItemsAnswerSchema, undefined, token);
  await window('GET /api/v1/windows/current/qr', windowCodeAnswerSchema, undefined, token);
  await window('DELETE /api/v1/sessions/current', nothing, undefined, token);
});

test('numbers are set aside for when the platform is away', async () => {
  const request = { epoch: randomUUID(), held: [] };
  await window('POST /api/v1/provisional-blocks', provisionalBlocksAnswerSchema, request);
});

test('the subject libraries know who somebody is', async () => {
  const { idNumber, name } = holder;
  await window('POST /api/v1/persons/match', matchPersonAnswerSchema, { idNumber, name });
  await window('POST /api/v1/persons/values', personValuesAnswerSchema, { idNumber, name });
  await window('POST /api/v1/enterprises/find', findEnterpriseAnswerSchema, {
    by: 'uscc',
    code: enterprises.foods.uscc,
    person: { idNumber, name },
  });
  await window('POST /api/v1/enterprises/values', enterpriseValuesAnswerSchema, {
    uscc: enterprises.foods.uscc,
  });
});

test('a phone signs in, activates a code, and a window resolves it, or redeems one that it took by itself', async () => {
  const request = { app: 'foshantong', idNumber: holder.idNumber, by: 'face' };
  const { token } = await phone('POST /sessions', phoneSignInAnswerSchema, request);
  const choice = { kind: 'zhengwu', subject: { type: 'person' } };
  await phone('GET /enterprises', representedEnterprisesAnswerSchema, undefined, token);
  await phone('POST /code-activations', activateCodeAnswerSchema, choice, token);
  await phone('GET /code-activations', activatedCodesAnswerSchema, undefined, token);
  const { code } = await phone('POST /codes', issueCodeAnswerSchema, choice, token);
  const scanned = { code, purpose: 'mianzhengban' };
  await window('POST /api/v1/codes/resolve', resolveCodeAnswerSchema, scanned);
  const taken = await phone('POST /codes', issueCodeAnswerSchema, choice, token);
  await window('POST /api/v1/codes/redeem', redeemCodeAnswerSchema, {
    code: taken.code,
    caseId: randomUUID(),
    takenAt: clock.now(),
    subject: { type: 'person', number: holder.idNumber, name: holder.name },
  });
  await phone('DELETE /sessions/current', nothing, undefined, token);
});

test('a face is checked on a phone', async () => {
  const { idNumber, name } = holder;
  const request = {
    caseId: randomUUID(),
    itemCode: elderCardItem.code,
    expected: { type: 'person', idNumber, name },
  };
  const open = () => window('POST /api/v1/face-sessions', openFaceSessionAnswerSchema, request);
  const { faceSessionId, code } = await open();
  await phone('POST /scan', scanAnswerSchema, { code });
  const result = { faceSessionId, outcome: 'passed' };
  await phone('POST /face-sessions/result', faceResultAnswerSchema, result);
  await window(`GET /api/v1/face-sessions/${faceSessionId}`, faceSessionSchema);
  const another = await open();
  await window(`DELETE /api/v1/face-sessions/${another.faceSessionId}`, nothing);
});

test('a delegation is asked for by a window, and another one offered by a phone', async () => {
  const { idNumber, name } = holder;
  const request = {
    caseId: randomUUID(),
    itemCode: elderCardItem.code,
    agent: {
      idNumber: peopleElsewhere.luJianhua.idNumber,
      name: peopleElsewhere.luJianhua.name,
    },
    principal: { type: 'person', idNumber, name },
    licenceTypes: [licenceTypes.householdRegister],
  };
  const { delegationId } = await window('POST /api/v1/delegations', delegationViewSchema, request);
  const one = `/api/v1/delegations/${delegationId}`;
  await window(`GET ${one}`, delegationViewSchema);
  await window(`POST ${one}/acts`, delegationViewSchema, { act: 'acknowledge' });
  await phone(`POST /delegations/${delegationId}/acts`, phoneDelegationViewSchema, {
    act: 'accept',
  });
  await phone(`GET /delegations/${delegationId}`, phoneDelegationViewSchema);
  await phone('GET /delegations', phoneDelegationsAnswerSchema);
  await phone('GET /service-items', phoneServiceItemsAnswerSchema);
  await phone('GET /windows', phoneWindowsAnswerSchema);
  const { headers } = workstation.sign('GET', `${one}/letter`, undefined, clerk);
  const bearer = { authorization: `Bearer ${principal}` };
  const letter = `/api/v1/phone/delegations/${delegationId}/letter`;
  expect([await fetched(`${one}/letter`, headers), await fetched(letter, bearer)]).toEqual([
    'application/pdf',
    'application/pdf',
  ]);

  const offered = await phone('POST /delegations', phoneDelegationViewSchema, {
    principal: { type: 'person' },
    scope: elderCardScope(),
  });
  await phone(`POST /delegations/${offered.delegationId}/offer`, delegationOfferSchema);
});

test('a case goes from window to window', async () => {
  const other = await bench.logIn(randomUUID(), 'supervisor', 'A08');
  const there = <Answer extends z.ZodType>(request: string, contract: Answer) =>
    asked(bench.call, request, contract, undefined, other.token);
  const file = pdfOf('handed over');
  const giver = await bench.logIn();
  await fileSender(bench, giver.token).sendAll(file);
  const attachments = [
    {
      material: 'portrait',
      digest: digestOf(file),
      bytes: file.length,
      mediaType: 'application/pdf',
      origin: 'file',
      addedAt: clock.now(),
    },
  ] as const;
  const offer = async () => {
    const handoverId = randomUUID();
    const body = { handoverId, toWindowId: 'A08', case: handedCase({ attachments }) };
    await asked(bench.call, 'POST /api/v1/handovers', handoverAnswerSchema, body, giver.token);
    return `/api/v1/handovers/${handoverId}`;
  };
  await window('GET /api/v1/handovers/windows', handoverWindowsAnswerSchema);
  const path = await offer();
  await there('GET /api/v1/handovers', handoversAnswerSchema);
  await there(`POST ${path}/take`, takeHandoverAnswerSchema);
  const bearer = { authorization: `Bearer ${other.token}` };
  expect(await fetched(`${path}/attachments/${digestOf(file)}`, bearer)).toBe('application/pdf');
  await there(`POST ${path}/confirm`, handoverAnswerSchema);
  await there(`GET ${path}`, handoverAnswerSchema);
  await there(`POST ${await offer()}/decline`, handoverAnswerSchema);
  const takeBack = `POST ${await offer()}/take-back`;
  await asked(bench.call, takeBack, handoverAnswerSchema, undefined, giver.token);
});

describe('a consent is asked for', () => {
  async function ask() {
    const request = askedConsent();
    await window('POST /api/v1/consents', consentAnswerSchema, request);
    return { request, path: `/api/v1/consents/${request.consentId}` };
  }

  test('and not needed any more', async () => {
    const { path } = await ask();
    await window(`GET ${path}`, consentAnswerSchema);
    await window(`POST ${path}/extension`, consentAnswerSchema);
    await window(`POST ${path}/cancel`, consentAnswerSchema);
  });

  test('answered on the evaluator, and withdrawn at the window', async () => {
    const { request, path } = await ask();
    const { workstationId } = workstation;
    const signer = { workstationId, evidenceKey: newEvidenceKey('SM2') };
    const registration = registrationOf(signer);
    await window('POST /api/v1/evidence-keys', registerEvidenceKeyAnswerSchema, registration);
    const evidence = evidenceOf(request, signer);
    await window(`POST ${path}/evidence`, provedConsentAnswerSchema, evidence);
    await window(`POST ${path}/withdraw`, consentAnswerSchema);
    const { evidence_id: withdraws } = evidence.record;
    const records = [withdrawalOf(request, signer, { withdraws })];
    await window('POST /api/v1/evidence', giveRecordsAnswerSchema, { records });
    const told = { epoch: randomUUID(), seq: 1, hash: 'a'.repeat(64) };
    const head = signHead({ workstationId, head: told, at: clock.now() }, signer.evidenceKey);
    await window('POST /api/v1/audit-heads', giveAuditHeadAnswerSchema, { head });
    await anybody('GET /admin/audit-forks', auditForksAnswerSchema);
    const target = `/api/v1/evidence/${withdraws}/package`;
    const { headers } = workstation.sign('GET', target, undefined, clerk);
    expect(await fetched(target, headers)).toBe('application/octet-stream');
    await anybody('GET /api/v1/evidence-trust', trustFileSchema);
    await anybody('GET /admin/evidence', evidenceCountAnswerSchema);
  });

  test('answered and withdrawn on the phone', async () => {
    const { request } = await ask();
    const pageDigest = hash('sha256', consentPageText(request.page));
    const path = `/consents/${request.consentId}`;
    await phone('GET /consents', phoneConsentsAnswerSchema);
    await phone(`GET ${path}`, phoneConsentPageSchema);
    await phone(`POST ${path}/answer`, consentAnswerSchema, {
      pageDigest,
      decisions: ['agreed'],
      chosenSingly: [],
    });
    await phone(`POST ${path}/withdraw`, consentAnswerSchema);
  });
});

test('a consent is asked for at the simulated window, and opened', async () => {
  const at = '/admin/simulated-window';
  await anybody(`GET ${at}`, simulatedWindowSchema);
  const request = askedConsent();
  const { consentId, page } = request;
  await anybody(`POST ${at}/consents`, consentAnswerSchema, request);
  await phone(`POST /consents/${consentId}/answer`, consentAnswerSchema, {
    pageDigest: hash('sha256', consentPageText(page)),
    decisions: ['agreed'],
    chosenSingly: [],
  });
  await anybody(`GET ${at}/consents/${consentId}`, consentAnswerSchema);
  await anybody(`POST ${at}/consents/${consentId}/opening`, openingAnswerSchema);
});

test('a case is handed over, read, moved and told; its file too', async () => {
  const event = receivedCase(1, { form: [disputedAddress] });
  const { caseId } = event.payload;
  const { workstationId } = workstation;
  await window('POST /api/v1/batches', batchAnswerSchema, {
    workstationId,
    epoch: randomUUID(),
    events: [event, correctionAsked(2, caseId)],
  });
  await window('GET /api/v1/corrections', correctionsAnswerSchema, undefined, approver);
  await window('GET /api/v1/objections', objectionsAnswerSchema, undefined, approver);
  await window('GET /api/v1/call-backs', callBacksAnswerSchema, undefined, approver);
  await window('GET /api/v1/cases', casesAnswerSchema);
  await window(`GET /api/v1/cases/${caseId}`, caseAnswerSchema);
  const move = { requestId: randomUUID(), move: { kind: 'accept' } };
  await window(`POST /api/v1/cases/${caseId}/moves`, moveCaseAnswerSchema, move, approver);
  await window(`GET /api/v1/cases/${caseId}/gdbs`, caseRecordsAnswerSchema, undefined, approver);
  const admin = await workstation.logIn('admin');
  await window('GET /api/v1/evaluations', evaluationsAnswerSchema, undefined, admin.token);

  const content = pdfOf('a paper');
  const { token } = await bench.logIn();
  const sender = fileSender(bench, token);
  expect(attachmentProgressSchema.parse(await sender.sendAll(content))).toEqual({
    receivedBytes: content.length,
    isComplete: true,
  });
  answered.add('POST /api/v1/attachments').add('PATCH /api/v1/attachments/{digest}');
  const bearer = { authorization: `Bearer ${token}` };
  expect(await fetched(`/api/v1/attachments/${digestOf(content)}`, bearer)).toBe('application/pdf');
});

test('whoever is concerned is told what changed', async () => {
  await window('GET /api/v1/changes', changesAnswerSchema);
  await phone('GET /changes', phoneChangesAnswerSchema);
  const { token } = await bench.logIn();
  for (const [path, listener] of [
    ['/api/v1/push', token],
    ['/api/v1/phone/push', principal],
  ] as const) {
    await (await openStream(bench, path, listener)).next();
    answered.add(`GET ${path}`);
  }
  const subject = { type: 'person' };
  await phone('POST /access-log', accessLogAnswerSchema, { subject });
});

test('licences are used and issued', async () => {
  const at = '/license-app/v1';
  const login = `POST ${at}/security/login`;
  const { access_token } = await anybody(login, licenceLoginAnswerSchema, licenceAccount);
  const library = <Answer extends z.ZodType>(request: string, contract: Answer, body?: unknown) => {
    const [method, path = ''] = request.split(' ');
    const query = `${path.includes('?') ? '&' : '?'}access_token=${access_token}`;
    return anybody(`${method} ${at}${path}${query}`, contract, body);
  };
  await library('GET /security/get_current_user', licenceUserAnswerSchema);
  await library('GET /service_item/list', licenceItemsAnswerSchema);
  const use = {
    service_item_code: elderCardItem.code,
    service_item_name: elderCardItem.name,
    biz_num: 'case-1',
  };
  const codes = async () => {
    const { auth_codes } = await library('POST /license/auth', licenceAuthAnswerSchema, {
      ...use,
      identity_number: holder.idNumber,
      page_index: 1,
      page_size: 10,
      request_id: 'request-1',
      operator,
    });
    return auth_codes?.[0];
  };
  const shown = { credential: principal };
  const used = { ...use, ...shown, cas_no: '001' };
  await library('POST /license/holder', licenceAuthAnswerSchema, used);
  await library('POST /license/entrust', licenceAuthAnswerSchema, { ...used, credential: agent });
  await library('POST /license/webpage', licenceWebpageAnswerSchema, shown);
  await library(`GET /license/get_license?auth_code=${await codes()}`, getLicenceAnswerSchema);
  await library(`GET /license/archive?auth_code=${await codes()}`, licenceArchiveAnswerSchema);
  const { data: view } = await library(
    `GET /license/token?auth_code=${await codes()}`,
    licenceTokenAnswerSchema,
  );
  const page = `${at}/license/page?license_access_token=${view?.license_access_token}`;
  expect(await fetched(page, {})).toBe('text/html; charset=utf-8');

  const type = `/license/${licenceTypes.driversLicence}`;
  const { data: made } = await library(`POST ${type}/create`, createLicenceAnswerSchema, {
    data_fields: {
      CYRMC: '样例持证人',
      CYRSFZJLX: '10',
      CYRSFZJHM: '440699199001010014',
      FZJGMC: '佛山市行政服务中心',
      FZRQ: '2026-11-24',
    },
    seal_code: '',
    license_group: '',
    operator,
  });
  const license_code = made?.license_code ?? '';
  const file = { license_code, file_name: 'a.txt' };
  await library(`POST ${type}/create_attachment`, licenceEnvelopeSchema, {
    ...file,
    file_data: 'QQ==',
  });
  await library(
    `GET ${type}/get_attachment?${new URLSearchParams(file)}`,
    getAttachmentAnswerSchema,
  );
  await library(`POST ${type}/issue`, licenceEnvelopeSchema, { license_code });
  const abolition = { license_code, abolish_reason: '换证' };
  await library(`POST ${type}/abolish`, licenceEnvelopeSchema, abolition);
  await library('GET /security/logout', licenceEnvelopeSchema);
});

test('that was every request there is', async () => {
  const { body } = await bench.call('GET', '/openapi.json');
  const { paths } = z
    .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .parse(body);
  const requests = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect([...answered].sort()).toEqual(requests.sort());
});
