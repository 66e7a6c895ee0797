/** Who has to act before the same thing can succeed. */
export type FailureActor = 'clerk' | 'citizen' | 'technician' | 'platform' | 'developer';

interface FailureEntry {
  readonly actor: FailureActor;
  /** Whether doing the same again, after the named next step, can succeed. */
  readonly retriable: boolean;
  /** The facts that may come with it, and that its texts may quote: nothing personal, no code, no token. */
  readonly info?: readonly string[];
}

/** What a reader answered, in hexadecimal: SW3, and SW1 SW2, where the card's own status may stand. */
const answered = ['status', 'sw1sw2'] as const;

/**
 * Every failure a person can be told about. The key is stable: support, logs, the locale files
 * (`resources/locales/<language>/failures.json`) and `docs/failures.md` refer to it.
 */
export const failureCatalogue = {
  'port.not-found': { actor: 'technician', retriable: true, info: ['address'] },
  'port.no-permission': { actor: 'technician', retriable: false, info: ['address'] },
  'port.no-driver': { actor: 'technician', retriable: false, info: ['address'] },
  'port.held-by-another-program': { actor: 'technician', retriable: true, info: ['address'] },
  'port.held-by-this-program': { actor: 'technician', retriable: true, info: ['address'] },
  'port.open-failed': { actor: 'technician', retriable: true, info: ['address'] },
  'port.list-failed': { actor: 'technician', retriable: true, info: ['reason'] },

  'reader.not-configured': { actor: 'technician', retriable: false },
  'reader.not-connected': { actor: 'clerk', retriable: true },
  'reader.gone': { actor: 'clerk', retriable: true, info: ['address'] },
  'reader.no-answer': { actor: 'clerk', retriable: true },
  'reader.truncated-answer': { actor: 'clerk', retriable: true },
  'reader.damaged-answer': { actor: 'clerk', retriable: true },
  'reader.received-damaged-request': { actor: 'clerk', retriable: true, info: answered },
  'reader.refused-command': { actor: 'developer', retriable: false, info: answered },
  'reader.self-test-failed': { actor: 'technician', retriable: true, info: answered },
  'reader.not-authorised': { actor: 'technician', retriable: false, info: answered },
  'reader.unrecognised-error': { actor: 'clerk', retriable: true, info: answered },
  'reader.unknown-status': { actor: 'technician', retriable: true, info: answered },
  'reader.busy': { actor: 'clerk', retriable: true },

  'scanner.not-connected': { actor: 'clerk', retriable: true },
  'scanner.gone': { actor: 'clerk', retriable: true, info: ['address'] },
  'scanner.nothing-scanned': { actor: 'clerk', retriable: true },
  'scanner.code-too-long': { actor: 'clerk', retriable: false, info: ['limit'] },
  'scanner.code-incomplete': { actor: 'clerk', retriable: true },
  'scanner.scan-cancelled': { actor: 'clerk', retriable: true },
  'scanner.busy': { actor: 'clerk', retriable: true },

  'card.not-presented': { actor: 'citizen', retriable: true, info: answered },
  'card.removed-during-read': { actor: 'clerk', retriable: true },
  'card.read-failed': { actor: 'clerk', retriable: true, info: answered },
  'card.select-failed': { actor: 'clerk', retriable: true, info: answered },
  'card.rejected-reader': { actor: 'clerk', retriable: true, info: answered },
  'card.rejected-by-reader': { actor: 'clerk', retriable: true, info: answered },
  'card.no-content': { actor: 'clerk', retriable: false, info: answered },
  'card.unknown-type': { actor: 'clerk', retriable: false, info: answered },
  'card.malformed-data': { actor: 'clerk', retriable: false, info: ['field'] },
  'card.wrong-check-digit': { actor: 'clerk', retriable: false },
  'card.read-cancelled': { actor: 'clerk', retriable: true },

  'photo-decoder.not-found': { actor: 'technician', retriable: true, info: ['file'] },
  'photo-decoder.not-startable': {
    actor: 'technician',
    retriable: false,
    info: ['file', 'reason'],
  },
  'photo-decoder.no-function': {
    actor: 'technician',
    retriable: false,
    info: ['file', 'function'],
  },
  'photo-decoder.crashed': { actor: 'technician', retriable: true, info: ['file'] },
  'photo-decoder.timed-out': { actor: 'technician', retriable: true, info: ['file', 'seconds'] },
  'photo-decoder.too-much-memory': {
    actor: 'technician',
    retriable: true,
    info: ['file', 'megabytes'],
  },
  'photo-decoder.no-image': { actor: 'technician', retriable: true, info: ['file', 'returned'] },
  'photo-decoder.not-an-image': { actor: 'technician', retriable: false, info: ['bytes'] },
  'photo-decoder.no-folder': { actor: 'technician', retriable: true, info: ['reason'] },
  'photo-decoder.cancelled': { actor: 'clerk', retriable: true },

  'platform.unreachable': { actor: 'technician', retriable: true },
  'platform.timed-out': { actor: 'platform', retriable: true },
  'platform.server-error': {
    actor: 'platform',
    retriable: true,
    info: ['status', 'retryAfterSeconds'],
  },
  'platform.wrong-shape': { actor: 'platform', retriable: true },
  'platform.refused': { actor: 'platform', retriable: false, info: ['reason'] },
  'platform.not-loopback': { actor: 'technician', retriable: false },
  'platform.not-genuine': { actor: 'technician', retriable: true, info: ['reason'] },

  'enrolment.required': { actor: 'technician', retriable: true },
  'enrolment.revoked': { actor: 'technician', retriable: true },
  'enrolment.window-not-served': { actor: 'technician', retriable: true },
  'enrolment.code-mistyped': { actor: 'technician', retriable: true },
  'enrolment.code-unknown': { actor: 'technician', retriable: true },
  'enrolment.code-used': { actor: 'technician', retriable: true },
  'enrolment.code-expired': { actor: 'technician', retriable: true },
  'enrolment.another-workstation': { actor: 'technician', retriable: true },
  'enrolment.proof-invalid': { actor: 'developer', retriable: false },
  'enrolment.key-known': { actor: 'technician', retriable: true },
  'enrolment.too-many-tries': { actor: 'technician', retriable: true, info: ['minutes'] },

  'clock.ahead': { actor: 'technician', retriable: true, info: ['minutes'] },
  'clock.behind': { actor: 'technician', retriable: true, info: ['minutes'] },

  'session.required': { actor: 'clerk', retriable: true },
  'session.wrong-credentials': { actor: 'clerk', retriable: true },
  'session.too-many-tries': { actor: 'clerk', retriable: true, info: ['minutes'] },
  'session.expired': { actor: 'clerk', retriable: false },
  'session.locked': { actor: 'clerk', retriable: true },
  'session.wrong-password': { actor: 'clerk', retriable: true },
  'session.locked-out': { actor: 'clerk', retriable: true },

  'licence-library.refused': { actor: 'platform', retriable: true, info: ['reason'] },
  'licence-library.wrong-shape': { actor: 'platform', retriable: true },

  'identity.unknown': { actor: 'clerk', retriable: true },
  'identity.name-differs': { actor: 'clerk', retriable: false },
  'identity.not-representative': { actor: 'clerk', retriable: true, info: ['representative'] },
  'identity.former-representative': { actor: 'clerk', retriable: true, info: ['representative'] },
  'identity.enterprise-first': { actor: 'clerk', retriable: true },
  'identity.enterprise-unknown': { actor: 'clerk', retriable: true },
  'identity.unified-code-malformed': { actor: 'clerk', retriable: true },
  'identity.enterprise-revoked': { actor: 'clerk', retriable: false },
  'identity.item-first': { actor: 'clerk', retriable: true },
  'identity.wrong-subject': { actor: 'clerk', retriable: true },
  'identity.runner-is-holder': { actor: 'clerk', retriable: true },
  'identity.not-acknowledged': { actor: 'citizen', retriable: true },
  'identity.applicant-there': { actor: 'clerk', retriable: true },
  'identity.minor-only': { actor: 'clerk', retriable: true },
  'identity.adult-wanted': { actor: 'clerk', retriable: true },
  'identity.person-wanted': { actor: 'clerk', retriable: true },
  'identity.number-wrong': { actor: 'clerk', retriable: true },
  'identity.already-there': { actor: 'clerk', retriable: true },
  'code.unknown': { actor: 'citizen', retriable: true },
  'code.used': { actor: 'citizen', retriable: true },
  'code.expired': { actor: 'citizen', retriable: true },
  'code.wrong-purpose': { actor: 'citizen', retriable: true },
  'code.wrong-subject-type': { actor: 'citizen', retriable: true },
  'code.not-activated': { actor: 'citizen', retriable: true },
  'code.delegation-ended': { actor: 'citizen', retriable: true },
  'code.wrong-item': { actor: 'citizen', retriable: true },
  'code.wrong-window': { actor: 'citizen', retriable: true },
  'code.not-genuine': { actor: 'citizen', retriable: true },
  'code.key-unknown': { actor: 'citizen', retriable: true },
  'code.not-yet-valid': { actor: 'citizen', retriable: true },
  'code.needs-platform': { actor: 'citizen', retriable: true },
  'code.statement-differs': { actor: 'citizen', retriable: true },
  'code.other-person': { actor: 'clerk', retriable: false },
  'code.adult-refused': { actor: 'clerk', retriable: true, info: ['name'] },
  'code.too-many-scans': { actor: 'clerk', retriable: true },
  'delegation.rejected': { actor: 'citizen', retriable: true },
  'delegation.unanswered': { actor: 'citizen', retriable: true },
  'delegation.ended': { actor: 'citizen', retriable: true },
  'delegation.not-matched': { actor: 'clerk', retriable: true },
  'delegation.to-oneself': { actor: 'clerk', retriable: true },
  'delegation.principal-minor': { actor: 'clerk', retriable: true },
  'face.failed': { actor: 'citizen', retriable: true },
  'face.declined': { actor: 'citizen', retriable: true },
  'face.wrong-person': { actor: 'citizen', retriable: true },
  'face.expired': { actor: 'citizen', retriable: true },

  'item.unknown': { actor: 'clerk', retriable: false },

  'evaluator.no-display': { actor: 'technician', retriable: true },
  'evaluator.other-display': { actor: 'technician', retriable: true },
  'consent.page-not-on-screen': { actor: 'clerk', retriable: true },
  'consent.not-a-touch': { actor: 'citizen', retriable: true },
  'consent.not-chosen-singly': { actor: 'citizen', retriable: true },
  'consent.too-late': { actor: 'clerk', retriable: true },
  'consent.too-early': { actor: 'citizen', retriable: true },
  'consent.counter-only': { actor: 'citizen', retriable: false },
  'consent.not-guardian': { actor: 'clerk', retriable: false },
  'consent.not-given': { actor: 'clerk', retriable: false },
  'consent.phone-only': { actor: 'citizen', retriable: false },
  'consent.revoked': { actor: 'citizen', retriable: false },
  'consent.not-entitled': { actor: 'clerk', retriable: false },
  'evidence.none': { actor: 'clerk', retriable: true },
  'evidence.refused': { actor: 'clerk', retriable: false },

  'reassignment.not-rejected': { actor: 'clerk', retriable: false },
  'reassignment.same-clerk': { actor: 'clerk', retriable: true },
  'reassignment.same-person': { actor: 'clerk', retriable: true },
  'reassignment.second-not-allowed': { actor: 'clerk', retriable: true },
  'reassignment.receiver-unknown': { actor: 'clerk', retriable: true },

  'audit.disputed': { actor: 'technician', retriable: false },
  'audit.not-saved': { actor: 'technician', retriable: true },

  'lease.ended': { actor: 'clerk', retriable: false },
  'form.unknown-field': { actor: 'developer', retriable: false },
  'form.not-a-choice': { actor: 'clerk', retriable: true, info: ['field'] },
  'form.unknown-claim': { actor: 'clerk', retriable: true },
  'form.reason-missing': { actor: 'clerk', retriable: true },
  'form.incomplete': { actor: 'clerk', retriable: true, info: ['count'] },
  'attachment.file-unreadable': { actor: 'clerk', retriable: true, info: ['reason'] },
  'attachment.unknown-type': { actor: 'clerk', retriable: false },
  'attachment.too-large': { actor: 'clerk', retriable: false, info: ['limit'] },
  'attachment.too-many': { actor: 'clerk', retriable: false, info: ['limit'] },
  'attachment.already-there': { actor: 'clerk', retriable: false },
  'attachment.not-wanted': { actor: 'clerk', retriable: false },
  'attachment.unknown': { actor: 'clerk', retriable: false },
  'case.unknown': { actor: 'clerk', retriable: false },
  'case.not-at-this-step': { actor: 'clerk', retriable: false },
  'case.drafts-dropped': { actor: 'clerk', retriable: false, info: ['count'] },
  'case.citizen-left': { actor: 'clerk', retriable: true },
  'case.offline-finish-only': { actor: 'clerk', retriable: true, info: ['hours'] },
  'material.not-offered': { actor: 'clerk', retriable: false },
  'case.form-too-long': { actor: 'clerk', retriable: false, info: ['field', 'limit'] },
  'case.attachments-too-many': { actor: 'clerk', retriable: false, info: ['count'] },
  'case.rejected': { actor: 'platform', retriable: false, info: ['reason'] },
  'offline.no-numbers': { actor: 'clerk', retriable: true },
  'offline.locked': { actor: 'clerk', retriable: true, info: ['hours'] },
  'offline.login-unknown': { actor: 'clerk', retriable: true },
  'drill.under-way': { actor: 'clerk', retriable: false },
  'drill.real-case': { actor: 'clerk', retriable: true },
  'drill.not-ended': { actor: 'clerk', retriable: true },
  'handover.offline': { actor: 'clerk', retriable: true },
  'handover.window-unknown': { actor: 'clerk', retriable: true },
  'handover.under-way': { actor: 'clerk', retriable: false },
  'handover.taken': { actor: 'clerk', retriable: false },
  'handover.ended': { actor: 'clerk', retriable: false },
  'handover.declined': { actor: 'clerk', retriable: true, info: ['window'] },
  'handover.lapsed': { actor: 'clerk', retriable: true, info: ['window'] },
  'receipt.not-answered': { actor: 'clerk', retriable: false },
  'receipt.not-received': { actor: 'clerk', retriable: true },
  'printer.none': { actor: 'technician', retriable: true },
  'printer.failed': { actor: 'clerk', retriable: true, info: ['reason'] },
  'printer.timed-out': { actor: 'clerk', retriable: true },
  'receipt.not-saved': { actor: 'clerk', retriable: true },

  'ipc.unknown-channel': { actor: 'developer', retriable: false },
  'ipc.wrong-window': { actor: 'developer', retriable: false },
  'ipc.wrong-frame': { actor: 'developer', retriable: false },
  'ipc.wrong-role': { actor: 'clerk', retriable: false },
  'ipc.invalid-request': { actor: 'developer', retriable: false },

  'storage.newer-database': { actor: 'technician', retriable: false, info: ['found', 'known'] },
  'storage.damaged-database': { actor: 'clerk', retriable: true },
  'storage.restored': {
    actor: 'clerk',
    retriable: false,
    info: ['cases', 'events', 'lost', 'restored', 'since'],
  },
  'storage.salvaged': {
    actor: 'technician',
    retriable: false,
    info: ['cases', 'events', 'lost'],
  },
  'storage.nothing-salvaged': { actor: 'technician', retriable: false },
  'storage.leases-lost': { actor: 'clerk', retriable: true },
  'storage.disk-full': { actor: 'technician', retriable: true },
  'storage.disk-error': { actor: 'technician', retriable: true },
  'storage.not-writable': { actor: 'technician', retriable: true },
  'storage.held': { actor: 'technician', retriable: true },
  'storage.not-written': { actor: 'technician', retriable: true },
  'storage.not-durable': { actor: 'technician', retriable: false },
  'storage.unreadable-record': {
    actor: 'technician',
    retriable: false,
    info: ['table', 'id', 'file'],
  },
  'storage.secret-store-missing': { actor: 'technician', retriable: false },
  'storage.secret-store-changed': { actor: 'technician', retriable: false, info: ['from', 'to'] },

  'settings.damaged': { actor: 'technician', retriable: false },
  'settings.unknown-key': { actor: 'technician', retriable: false, info: ['key'] },
  'settings.value-replaced': { actor: 'technician', retriable: false, info: ['key'] },
  'settings.newer': { actor: 'technician', retriable: false, info: ['found', 'known'] },
  'settings.invalid-value': { actor: 'technician', retriable: true, info: ['key'] },
  'settings.no-platform': { actor: 'technician', retriable: true },
  'file.unreadable': { actor: 'technician', retriable: true, info: ['file', 'reason'] },
  'file.not-written': { actor: 'technician', retriable: true, info: ['file', 'reason'] },
  'script.malformed': {
    actor: 'technician',
    retriable: false,
    info: ['line', 'column', 'expected'],
  },
  'trace.malformed': { actor: 'technician', retriable: false, info: ['line'] },
  'deck.malformed': { actor: 'technician', retriable: false, info: ['place'] },
  'receipt.malformed': { actor: 'technician', retriable: false },
  'trust.malformed': { actor: 'technician', retriable: false, info: ['place'] },

  'internal.unexpected': { actor: 'developer', retriable: true },
} as const satisfies Readonly<Record<string, FailureEntry>>;

/** A code of the catalogue. */
export type FailureCode = keyof typeof failureCatalogue;

/** The facts that may come with a failure of this code; with most codes none. */
export type FailureInfo<Code extends FailureCode> = [InfoName<Code>] extends [never]
  ? undefined
  : Readonly<Partial<Record<InfoName<Code>, string | number>>>;

type InfoName<Code extends FailureCode> = (typeof failureCatalogue)[Code] extends infer Entry
  ? Entry extends { readonly info: readonly (infer Name extends string)[] }
    ? Name
    : never
  : never;
