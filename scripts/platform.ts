import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isLibraryProfile } from '../reference-platform/licence-library/library-profile.ts';
import { startReferencePlatform } from '../reference-platform/server.ts';
import { isAdmissionMode } from '../reference-platform/workstations/signatures.ts';
import { buildPlatformPages, platformPagesDir } from './build.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    library: { type: 'string', default: 'quirky' },
    admission: { type: 'string', default: 'open' },
    data: {
      type: 'string',
      default: fileURLToPath(new URL('../.cache/platform', import.meta.url)),
    },
  },
});
const { library, admission } = values;
if (!isLibraryProfile(library)) {
  console.error(`证照库只能是 quirky 或 strict · no such licence library: ${library}`);
  process.exit(2);
}
if (!isAdmissionMode(admission)) {
  console.error(`准入方式只能是 open 或 enrolled-only · no such admission: ${admission}`);
  process.exit(2);
}
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`端口号无效 · not a port: ${values.port}`);
  process.exit(2);
}

await buildPlatformPages();
const platform = await startReferencePlatform({
  dataDir: values.data,
  port,
  library,
  pagesDir: platformPagesDir,
  admission,
  // The kind and place of an error only: its message may quote what somebody sent.
  onUnexpectedError: (error, route) => {
    const place = /\n\s+(at .*)/.exec(error.stack ?? '')?.[1] ?? '';
    console.error(`平台内部错误 · internal error: ${route} ${error.name} ${place}`);
  },
});
console.log(`参考平台已启动 · reference platform: ${platform.url}`);
console.log(`仿真手机 · phones: ${platform.url}/pages/phones/`);
console.log(`管理网页 · admin page: ${platform.url}/pages/admin/`);
console.log(`数据目录 · data: ${values.data}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void platform.close());
}
