/** Who has to act before the same thing can succeed. */
export type FailureActor = 'clerk' | 'citizen' | 'technician' | 'platform' | 'developer';

interface FailureEntry {
  readonly actor: FailureActor;
  /** Whether doing the same again, after the named next step, can succeed. */
  readonly retriable: boolean;
}

/**
 * Every failure a person can be told about. The key is stable: support, logs and the locale files
 * (`resources/locales/<language>/failures.json`) refer to it.
 */
export const failureCatalogue = {
  'port.not-found': { actor: 'technician', retriable: true },
  'port.no-permission': { actor: 'technician', retriable: false },
  'port.held-by-another-program': { actor: 'technician', retriable: true },
  'port.open-failed': { actor: 'technician', retriable: true },
  'port.list-failed': { actor: 'technician', retriable: true },

  'reader.not-configured': { actor: 'technician', retriable: false },
  'reader.not-connected': { actor: 'clerk', retriable: true },
  'reader.gone': { actor: 'clerk', retriable: true },
  'reader.no-answer': { actor: 'clerk', retriable: true },
  'reader.truncated-answer': { actor: 'clerk', retriable: true },
  'reader.damaged-answer': { actor: 'clerk', retriable: true },
  'reader.received-damaged-request': { actor: 'clerk', retriable: true },
  'reader.refused-command': { actor: 'developer', retriable: false },
  'reader.self-test-failed': { actor: 'technician', retriable: true },
  'reader.not-authorised': { actor: 'technician', retriable: false },
  'reader.unknown-status': { actor: 'technician', retriable: true },
  'reader.busy': { actor: 'clerk', retriable: true },

  'card.none': { actor: 'citizen', retriable: true },
  'card.removed-during-read': { actor: 'clerk', retriable: true },
  'card.read-failed': { actor: 'clerk', retriable: true },
  'card.select-failed': { actor: 'clerk', retriable: true },
  'card.rejected-reader': { actor: 'clerk', retriable: true },
  'card.rejected-by-reader': { actor: 'clerk', retriable: true },
  'card.unknown-type': { actor: 'clerk', retriable: false },
  'card.unsupported-kind': { actor: 'clerk', retriable: false },
  'card.malformed-data': { actor: 'clerk', retriable: false },
  'card.wrong-check-digit': { actor: 'clerk', retriable: false },
  'card.read-cancelled': { actor: 'clerk', retriable: true },

  'platform.unreachable': { actor: 'technician', retriable: true },
  'platform.timed-out': { actor: 'platform', retriable: true },
  'platform.server-error': { actor: 'platform', retriable: true },
  'platform.wrong-shape': { actor: 'platform', retriable: true },
  'platform.refused': { actor: 'platform', retriable: false },
  'platform.not-loopback': { actor: 'technician', retriable: false },

  'session.required': { actor: 'clerk', retriable: true },
  'session.wrong-credentials': { actor: 'clerk', retriable: true },
  'session.expired': { actor: 'clerk', retriable: false },

  'licence-library.refused': { actor: 'platform', retriable: true },
  'licence-library.wrong-shape': { actor: 'platform', retriable: true },

  'identity.unknown': { actor: 'clerk', retriable: true },
  'identity.name-differs': { actor: 'clerk', retriable: false },

  'item.unknown': { actor: 'clerk', retriable: false },

  'evaluator.no-display': { actor: 'technician', retriable: true },
  'evaluator.busy': { actor: 'clerk', retriable: true },
  'consent.page-altered': { actor: 'technician', retriable: true },
  'consent.page-not-on-screen': { actor: 'clerk', retriable: true },
  'consent.not-a-touch': { actor: 'citizen', retriable: true },
  'consent.too-late': { actor: 'clerk', retriable: true },
  'consent.too-early': { actor: 'citizen', retriable: true },

  'lease.ended': { actor: 'clerk', retriable: false },
  'form.unknown-field': { actor: 'developer', retriable: false },
  'form.incomplete': { actor: 'clerk', retriable: true },
  'case.unknown': { actor: 'clerk', retriable: false },
  'case.not-at-this-step': { actor: 'clerk', retriable: false },
  'case.rejected': { actor: 'platform', retriable: false },

  'ipc.unknown-channel': { actor: 'developer', retriable: false },
  'ipc.wrong-window': { actor: 'developer', retriable: false },
  'ipc.wrong-frame': { actor: 'developer', retriable: false },
  'ipc.wrong-role': { actor: 'clerk', retriable: false },
  'ipc.invalid-request': { actor: 'developer', retriable: false },

  'storage.newer-database': { actor: 'technician', retriable: false },
  'storage.damaged-database': { actor: 'technician', retriable: false },
  'storage.not-written': { actor: 'technician', retriable: true },
  'storage.not-durable': { actor: 'technician', retriable: false },
  'storage.unreadable-record': { actor: 'technician', retriable: false },
  'storage.secret-store-missing': { actor: 'technician', retriable: false },
  'storage.secret-store-changed': { actor: 'technician', retriable: false },

  'settings.damaged': { actor: 'technician', retriable: false },
  'internal.unexpected': { actor: 'developer', retriable: true },
} as const satisfies Readonly<Record<string, FailureEntry>>;

/** A code of the catalogue. */
export type FailureCode = keyof typeof failureCatalogue;
