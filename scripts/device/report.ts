/** What a command of `device` prints as JSON, and in words. */
interface Report {
  readonly json: object;
  readonly words: string;
}

/** Prints a report, as JSON or in words as the command line asks. */
export type Emit = (report: Report) => void;
