interface Lock {
  packages: Record<string, { version?: string; optional?: boolean }>;
}

export const REQUIRED_NODE_MAJOR: number;
export function carriedNode(machine: { platform: string; arch: string }): string | undefined;
export function nodeMajor(version: string): number | undefined;
export function installationIsCurrent(lock: Lock, installed: Lock | undefined): boolean;
export function npmCommand(machine: {
  platform: string;
  node: string;
  nodeFolder: string;
  npmExecPath: string | undefined;
  exists: (path: string) => boolean;
}): { file: string; args: string[]; shell?: boolean };
