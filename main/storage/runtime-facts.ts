import { isBuiltin } from 'node:module';
import { arch, platform, report, versions } from 'node:process';

/** What decides which native binary can be loaded. */
export interface RuntimeFacts {
  readonly platform: string;
  readonly arch: string;
  readonly node: string;
  /** `undefined` under plain Node. */
  readonly electron: string | undefined;
  /** Highest version of Node-API. */
  readonly napi: string;
  /** `undefined` where there is no glibc. */
  readonly glibc: string | undefined;
  readonly hasBuiltinSqlite: boolean;
}

/** The facts of the running process. */
export function readRuntimeFacts(): RuntimeFacts {
  const { node, electron, napi = '0' } = versions;
  return {
    platform,
    arch,
    node,
    electron,
    napi,
    glibc: platform === 'linux' ? readGlibc() : undefined,
    hasBuiltinSqlite: isBuiltin('node:sqlite'),
  };
}

function readGlibc(): string | undefined {
  const { header } = report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return header?.glibcVersionRuntime;
}
