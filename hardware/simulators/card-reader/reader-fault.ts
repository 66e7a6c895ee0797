/** The commands a simulated reader knows, by the names faults use. */
export type RequestName =
  | 'reset'
  | 'status'
  | 'sam-id'
  | 'find'
  | 'select'
  | 'read'
  | 'read-with-fingerprint'
  | 'addresses'
  | 'body-number'
  | 'set-baud'
  | 'set-rf-bytes';

/**
 * One thing that goes wrong, as data. It stays in force until another is set. `on` limits it to the answers to one
 * command; `bytes` counts bytes of that answer.
 */
export type ReaderFault =
  /** Random-looking bytes come before the answer. */
  | { readonly kind: 'noise-before-answer'; readonly on?: RequestName; readonly bytes: number }
  | { readonly kind: 'wrong-checksum'; readonly on?: RequestName }
  /** The answer stops and the rest never comes. */
  | { readonly kind: 'truncated-answer'; readonly on?: RequestName; readonly bytes: number }
  /** The reader says nothing. */
  | { readonly kind: 'silent'; readonly on?: RequestName }
  /** The reader answers with this status alone. */
  | { readonly kind: 'status'; readonly on?: RequestName; readonly sw3: number }
  /** The card is lifted while it is read: the answer stops there, or the module reports 41. */
  | {
      readonly kind: 'lift-during-read';
      readonly bytes: number;
      readonly answer: 'stops' | 'says-41';
    }
  /** The cable is pulled inside an answer. */
  | { readonly kind: 'unplug'; readonly on?: RequestName; readonly bytes: number };
