/** One request that the platform answers. */
export interface Operation {
  readonly summary: string;
  /** Media type of what it takes; JSON, or nothing, unless told. */
  readonly takes?: 'application/octet-stream';
  /** Media type of what it answers when all went well; JSON, or nothing, unless told. */
  readonly answers?:
    | 'application/pdf'
    | 'application/octet-stream'
    | 'text/event-stream'
    | 'text/html';
}

/** The requests of one matter. */
interface Matter {
  readonly name: string;
  readonly description: string;
  /** By method and path, as OpenAPI writes them. */
  readonly operations: Readonly<Record<string, string | Operation>>;
}

/** Every request, by matter, as the description names them: in the order in which a reader meets them. */
export const matters: readonly Matter[] = [
  {
    name: 'health',
    description: 'Whether the platform is there.',
    operations: { 'GET /api/v1/health': 'Who the platform is, and its time' },
  },
  {
    name: 'workstations',
    description: 'Enrolment (登记), revocation and settings of workstations.',
    operations: {
      'POST /api/v1/workstations/enrolment-codes': 'Make an enrolment code, as an administrator',
      'POST /api/v1/workstations/enrolments': 'Enrol a key with an enrolment code',
      'GET /api/v1/time': 'The platform’s time',
      'GET /api/v1/workstations/revocations': 'Every key that does not count any more',
      'GET /api/v1/workstations/settings': 'The settings of the workstation that asks',
    },
  },
  {
    name: 'sessions',
    description: 'Somebody works at a window.',
    operations: {
      'POST /api/v1/sessions': 'Log in at a window',
      'POST /api/v1/sessions/refresh': 'Exchange the tokens of a session',
      'DELETE /api/v1/sessions/current': 'Log out',
    },
  },
  {
    name: 'items',
    description: 'Service items (事项) with their questions, materials and registered needs.',
    operations: {
      'GET /api/v1/service-items': 'The items this window may receive',
      'GET /api/v1/phone/service-items':
        'The items, with their licences, for a phone to choose from',
    },
  },
  {
    name: 'subjects',
    description: 'The subject libraries of natural and legal persons (自然人库, 法人库).',
    operations: {
      'POST /api/v1/persons/match': 'Whether number and name belong together',
      'POST /api/v1/persons/values': 'What is recorded of a person',
      'POST /api/v1/enterprises/find': 'A legal person, and whether somebody represents it',
      'POST /api/v1/enterprises/values': 'What is recorded of a legal person',
    },
  },
  {
    name: 'phones',
    description: 'Phones of the simulation: sign-in to 佛山通 or 粤商通, and what their person is.',
    operations: {
      'POST /api/v1/phone/sessions': 'Sign a phone in',
      'DELETE /api/v1/phone/sessions/current': 'Sign a phone out',
      'GET /api/v1/phone/enterprises': 'The enterprises that the phone’s person represents',
    },
  },
  {
    name: 'codes',
    description: 'Codes that phones show at windows (办事码): 60 s, used once.',
    operations: {
      'GET /api/v1/phone/code-activations': 'Which codes of the phone’s app are activated',
      'POST /api/v1/phone/code-activations': 'Activate a code (开通政务码, 领取粤商码)',
      'POST /api/v1/phone/codes': 'Issue a code to show',
      'POST /api/v1/codes/resolve': 'Whose the scanned code is',
      'POST /api/v1/codes/redeem': 'Use up a code that was taken without the platform',
    },
  },
  {
    name: 'scans',
    description: 'What a window shows and a phone scans (扫一扫).',
    operations: {
      'GET /api/v1/windows/current/qr': 'The QR code of the session’s window',
      'POST /api/v1/phone/scan': 'What a phone has scanned',
    },
  },
  {
    name: 'face sessions',
    description: 'Face checks at windows (刷脸办): 120 s, on one phone; no image is anywhere.',
    operations: {
      'POST /api/v1/face-sessions': 'Open a session and show its QR code',
      'GET /api/v1/face-sessions/{faceSessionId}': 'How far a session has come',
      'DELETE /api/v1/face-sessions/{faceSessionId}': 'End a session',
      'POST /api/v1/phone/face-sessions/result': 'How the check on the phone ended',
    },
  },
  {
    name: 'delegations',
    description:
      'Delegations (委托): agreed by principal and agent, for items, licences and a time.',
    operations: {
      'POST /api/v1/delegations': 'Ask a principal, for a case of an agent at the window',
      'GET /api/v1/delegations/{delegationId}': 'One that this workstation knows of',
      'POST /api/v1/delegations/{delegationId}/acts':
        'The agent agreed at the window, or it is over',
      'GET /api/v1/delegations/{delegationId}/letter': {
        summary: 'The letter (授权委托书)',
        answers: 'application/pdf',
      },
      'GET /api/v1/phone/windows': 'The windows to which one may be limited',
      'GET /api/v1/phone/delegations': 'Those of the phone’s person',
      'POST /api/v1/phone/delegations': 'Offer a delegation',
      'GET /api/v1/phone/delegations/{delegationId}': 'One of them',
      'POST /api/v1/phone/delegations/{delegationId}/acts': 'Answer, cancel or end one',
      'POST /api/v1/phone/delegations/{delegationId}/offer': 'A text to show as a QR code',
      'GET /api/v1/phone/delegations/{delegationId}/letter': {
        summary: 'The letter (授权委托书)',
        answers: 'application/pdf',
      },
    },
  },
  {
    name: 'consents',
    description: 'Consents (授权): asked by a window, answered on the evaluator or on a phone.',
    operations: {
      'POST /api/v1/consents': 'Ask for a consent',
      'GET /api/v1/consents/{consentId}': 'What became of it',
      'POST /api/v1/consents/{consentId}/extension': 'Give the phone more time',
      'POST /api/v1/consents/{consentId}/cancel': 'Ask no longer',
      'POST /api/v1/consents/{consentId}/evidence':
        'It was answered on the evaluator, with the signed record',
      'POST /api/v1/consents/{consentId}/withdraw': 'Withdraw it, at the window',
      'GET /api/v1/phone/consents': 'What the phone’s person has been asked',
      'GET /api/v1/phone/consents/{consentId}': 'One of them, with its page',
      'POST /api/v1/phone/consents/{consentId}/answer': 'Answer it',
      'POST /api/v1/phone/consents/{consentId}/withdraw': 'Withdraw it',
    },
  },
  {
    name: 'evidence',
    description:
      'Signed records of consents (授权存证): countersigned, kept, and to be judged by anybody.',
    operations: {
      'POST /api/v1/evidence-keys': 'Register the key that this workstation signs records with',
      'POST /api/v1/evidence': 'Hand over records',
      'GET /api/v1/evidence/{evidenceId}/package': {
        summary: 'One record with all that is needed to judge it',
        answers: 'application/octet-stream',
      },
      'GET /api/v1/evidence-trust': 'The platform’s public keys, as the verifier takes them',
    },
  },
  {
    name: 'audit heads',
    description: 'How far the audit logs of workstations have come (审计链锚定).',
    operations: { 'POST /api/v1/audit-heads': 'Tell how far this workstation’s log has come' },
  },
  {
    name: 'four eyes',
    description: 'What a supervisor does with a second person beside them (四眼).',
    operations: { 'POST /api/v1/four-eyes': 'Give cases of one clerk to another' },
  },
  {
    name: 'access log',
    description: 'Who looked at somebody’s data (用证记录); never what they saw.',
    operations: { 'POST /api/v1/phone/access-log': 'Looks at the person’s or enterprise’s data' },
  },
  {
    name: 'cases',
    description: 'Cases handed over in idempotent batches, and where they stand.',
    operations: {
      'POST /api/v1/batches': 'Hand over events of a workstation',
      'GET /api/v1/cases': 'Cases in the order of their numbers',
      'GET /api/v1/cases/{caseId}': 'One case with its history',
      'POST /api/v1/cases/{caseId}/moves': 'Move a case, as an approver',
      'GET /api/v1/cases/{caseId}/gdbs': 'One case as records of the province’s exchange (GDBS)',
      'GET /api/v1/corrections':
        'What windows have found wrong in licences and libraries (校核纠错)',
      'GET /api/v1/objections': 'Licences whose holders have said that they are wrong',
      'GET /api/v1/call-backs': 'Cases that were on a call-back list (回访), and how they left it',
      'GET /api/v1/evaluations': 'Ratings by citizens (好差评), counted',
    },
  },
  {
    name: 'provisional numbers',
    description: 'Numbers set aside for cases that are received without the platform (临时号).',
    operations: {
      'POST /api/v1/provisional-blocks': 'Blocks for today and three more days, per workstation',
    },
  },
  {
    name: 'hand-overs',
    description: 'Unfinished cases that a window hands to another one of its hall (转窗).',
    operations: {
      'GET /api/v1/handovers/windows': 'The windows that a case may go to',
      'POST /api/v1/handovers': 'Offer a case to a window',
      'GET /api/v1/handovers': 'What is offered to this window',
      'GET /api/v1/handovers/{handoverId}': 'How one stands, for both sides',
      'POST /api/v1/handovers/{handoverId}/take': 'Take the case; again until it is confirmed',
      'POST /api/v1/handovers/{handoverId}/confirm': 'It is stored where it was taken',
      'POST /api/v1/handovers/{handoverId}/take-back': 'The giver wants it back',
      'POST /api/v1/handovers/{handoverId}/decline': 'The receiver does not go on with it',
      'GET /api/v1/handovers/{handoverId}/attachments/{digest}': {
        summary: 'A file of a case that is being taken',
        answers: 'application/octet-stream',
      },
    },
  },
  {
    name: 'attachments',
    description: 'Files handed in, in chunks, known by their SHA-256.',
    operations: {
      'POST /api/v1/attachments': 'Begin a file, or go on with it',
      'PATCH /api/v1/attachments/{digest}': {
        summary: 'The next chunk',
        takes: 'application/octet-stream',
      },
      'GET /api/v1/attachments/{digest}': {
        summary: 'The file',
        answers: 'application/octet-stream',
      },
    },
  },
  {
    name: 'changes',
    description: 'What happened at the platform. Push is only a hint to ask for the changes.',
    operations: {
      'GET /api/v1/changes': 'What changed for the workstation since a cursor',
      'GET /api/v1/push': {
        summary: 'Hints to the workstation',
        answers: 'text/event-stream',
      },
      'GET /api/v1/phone/changes': 'What changed for the phone’s person since a cursor',
      'GET /api/v1/phone/push': {
        summary: 'Hints to the phone',
        answers: 'text/event-stream',
      },
    },
  },
  {
    name: 'licence library',
    description: '`license-app/v1` of 广东省电子证照系统, as its public clients show it.',
    operations: {
      'POST /license-app/v1/security/login': 'Log a system in',
      'GET /license-app/v1/security/logout': 'Log it out',
      'GET /license-app/v1/security/get_current_user': 'Who is logged in',
      'GET /license-app/v1/service_item/list': 'Items that have registered what they need',
      'POST /license-app/v1/license/auth': 'Licences an item needs from a person (依职能用证)',
      'POST /license-app/v1/license/holder': 'Likewise, by the holder’s credential (持证人用证)',
      'POST /license-app/v1/license/entrust': 'Likewise, by an agent’s credential (委托授权用证)',
      'POST /license-app/v1/license/webpage': 'Every licence of whoever shows a credential',
      'GET /license-app/v1/license/get_license': 'A licence’s values, for an auth code (用证码)',
      'GET /license-app/v1/license/archive': 'A licence’s annotated copy (加注件)',
      'GET /license-app/v1/license/token': 'A token for a licence’s page',
      'GET /license-app/v1/license/page': { summary: 'A licence’s page', answers: 'text/html' },
      'POST /license-app/v1/license/{item_code}/create': 'Make a licence, as its issuer',
      'POST /license-app/v1/license/{item_code}/create_attachment': 'Put a file to a licence',
      'GET /license-app/v1/license/{item_code}/get_attachment': 'A file of a licence',
      'POST /license-app/v1/license/{item_code}/issue': 'Issue a licence',
      'POST /license-app/v1/license/{item_code}/abolish': 'Abolish a licence',
    },
  },
  {
    name: 'administration',
    description: 'The platform’s own administration (管理), from its own machine only.',
    operations: {
      'GET /admin/people': 'Everybody in the subject library',
      'POST /admin/licences': 'The licences of one holder',
      'GET /admin/evidence': 'How many records of consents are kept',
      'GET /admin/audit-forks': 'Workstations whose audit logs contradict themselves',
      'GET /admin/workstations': 'All workstations',
      'POST /admin/workstations/enrolment-codes': 'Make an enrolment code',
      'POST /admin/workstations/revocations': 'Revoke a workstation',
      'PUT /admin/workstations/settings': 'Change the settings of a workstation',
    },
  },
  {
    name: 'simulated window',
    description: 'A window without a workstation, for trying the phones; from the same machine.',
    operations: {
      'GET /admin/simulated-window': 'The window and the items, with what each needs',
      'POST /admin/simulated-window/consents': 'Ask for a consent, as a workstation would',
      'GET /admin/simulated-window/consents/{consentId}': 'What became of it',
      'POST /admin/simulated-window/consents/{consentId}/opening': 'Open what was agreed to',
    },
  },
  {
    name: 'misbehaviour',
    description: 'Faults and changes of the world, each a switch, from the platform’s own machine.',
    operations: {
      'GET /admin/misbehaviour/catalogue': 'Every switch there is',
      'GET /admin/misbehaviour': 'The faults in force',
      'POST /admin/misbehaviour': 'Put a fault in force',
      'DELETE /admin/misbehaviour': 'End all faults',
      'DELETE /admin/misbehaviour/{id}': 'End one fault',
      'GET /admin/misbehaviour/world': 'The platform’s identity, clock and snapshots',
      'POST /admin/misbehaviour/world': 'Change one of them, or a licence, at once',
    },
  },
];

/** Tag and operation of a request; undefined where the table lacks it. */
export function operationAt(
  method: string,
  path: string,
): (Operation & { readonly tag: string }) | undefined {
  for (const { name: tag, operations } of matters) {
    const found = operations[`${method.toUpperCase()} ${path}`];
    if (found !== undefined) {
      return { tag, ...(typeof found === 'string' ? { summary: found } : found) };
    }
  }
  return undefined;
}
