/** Where a benchmark starts Electron: a session with two displays, under an account for which the sandbox works. */
export interface Desktop {
  /** The Electron executable; ours and the peer's are the same. */
  readonly executable: string;
  /** The session's environment. */
  readonly env: NodeJS.ProcessEnv;
  /** Folder of the built application. */
  readonly application: string;
  /** An empty folder to work in. */
  readonly folder: string;
}
