/**
 * The names of every call, by the window that may make it, and of what main sends of itself. Apart from the shapes: a preload
 * runs before its page at every start, and carries the names alone.
 */

/** The calls of the clerk's window; `clerk-ipc.ts` says what each of them is. */
export const clerkChannels = [
  'desk:current',
  'page:broken',
  'page:load-again',
  'store:begin-anew',
  'session:log-in',
  'session:log-out',
  'session:confirm',
  'drill:begin',
  'drill:end',
  'session:lock',
  'session:unlock',
  'case:open',
  'case:hold',
  'case:open-another',
  'case:mark-left',
  'case:resume',
  'case:choose-item',
  'case:read-card',
  'case:show-photo',
  'case:choose-subject',
  'case:find-enterprise',
  'case:show-face-code',
  'case:enter-document',
  'case:mark-holder-absent',
  'case:name-person',
  'case:check-statement',
  'case:name-principal',
  'case:await-adult',
  'case:remove-adult',
  'case:change-way',
  'case:try-again',
  'case:push-consent',
  'case:withdraw-page',
  'case:withdraw-consent',
  'case:continue-on-paper',
  'case:settle-material',
  'case:type-field',
  'case:settle-conflict',
  'attachment:add-files',
  'attachment:add-photo',
  'attachment:show',
  'attachment:remove',
  'handover:windows',
  'handover:offer',
  'handover:take-back',
  'handover:take-up',
  'handover:decline',
  'outbox:list',
  'outbox:reassign',
  'case:go-offline',
  'case:verify',
  'case:call-back',
  'case:end-call-back',
  'case:submit',
  'case:close',
  'code:scanned',
  'receipt:preview',
  'receipt:print',
  'receipt:save-pdf',
  'enrolment:enrol',
  'settings:current',
  'settings:save',
  'settings:show-display-numbers',
  'settings:test-reader',
  'settings:test-scanner',
  'settings:end-test',
  'settings:test-photo-decoder',
  'settings:changes',
  'audit:export',
] as const;
export type ClerkChannel = (typeof clerkChannels)[number];

/** The only calls of the citizen's window; `evaluator-ipc.ts`. */
export const evaluatorChannels = ['page:shown', 'page:acted', 'page:alive'] as const;
export type EvaluatorChannel = (typeof evaluatorChannels)[number];

/** The calls of the window that papers are printed from; `paper-ipc.ts`. */
export const paperChannels = ['paper:current', 'paper:ready'] as const;
export type PaperChannel = (typeof paperChannels)[number];

/** Main sends the newest `DeskSnapshot` to the clerk's window whenever something has changed. */
export const deskChangedEvent = 'desk:changed';

/** Main sends the `EvaluatorPage` that is to be shown now. */
export const pageShowEvent = 'page:show';
