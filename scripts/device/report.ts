/** What a command of `device` prints as JSON, and in words. */
export interface Report {
  readonly json: object;
  readonly words: string;
}
