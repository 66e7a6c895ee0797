// Who may import whom: the table of docs/architecture.md, and which packages live where. No more than that.
const folders = {
  src: ['src'],
  hardware: ['src', 'hardware', 'resources'],
  main: ['src', 'hardware', 'main', 'resources'],
  renderer: ['src', 'renderer', 'resources'],
  'reference-platform(?!/pages)': ['src', 'reference-platform'],
  // The one look of ui.md is shared with the windows.
  'reference-platform/pages': ['src', 'reference-platform/pages', 'renderer/shared'],
  scripts: ['src', 'hardware', 'reference-platform', 'scripts', 'resources'],
};

const onlyIn = (name, packages, places) => ({
  name,
  severity: 'error',
  from: { path: '^(src|hardware|main|renderer|reference-platform|scripts)/', pathNot: places },
  to: { path: `^node_modules/(${packages})/` },
});

const inside = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: to },
});

/** Tests, and what they set up together. */
const tests = '\\.test\\.tsx?$|/testing/[^/]+\\.ts$';

export default {
  forbidden: [
    ...Object.entries(folders).map(([from, allowed]) => ({
      name: `${from}-imports-only-${allowed.join('-')}`,
      severity: 'error',
      from: { path: `^${from}/`, pathNot: tests },
      to: {
        path: '^(src|hardware|main|renderer|reference-platform|scripts|tests|resources)/',
        pathNot: `^(${allowed.join('|')})/`,
      },
    })),
    {
      name: 'src-knows-no-platform',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    inside(
      'contracts-build-on-domain',
      '^src/contracts/',
      '^src/(flows|evidence|audit|archive|scanning|sync)/',
    ),
    inside(
      'domain-knows-no-contract',
      '^src/domain/',
      '^src/(contracts|flows|evidence|audit|archive|scanning|sync)/',
    ),
    inside('support-knows-nothing', '^src/support/', '^src/(?!support/)'),
    {
      name: 'a-device-folder-knows-no-other',
      severity: 'error',
      from: { path: '^hardware/(id-card-reader|code-scanner)/' },
      to: { path: '^hardware/(id-card-reader|code-scanner)/', pathNot: '^hardware/$1/' },
    },
    {
      name: 'application-has-no-simulator',
      severity: 'error',
      from: { path: '^(main|renderer|src)/|^hardware/(?!simulators/)', pathNot: tests },
      to: { path: '^hardware/simulators/' },
    },
    {
      name: 'main-enters-hardware-by-desk-and-decoder',
      severity: 'error',
      from: { path: '^main/', pathNot: tests },
      to: {
        path: '^hardware/',
        pathNot: '^hardware/(device-desk|photo-decoder/photo-decoder)\\.ts$',
      },
    },
    {
      name: 'photos-are-decoded-apart-from-devices',
      severity: 'error',
      from: { path: '^hardware/photo-decoder/' },
      to: { path: '^hardware/(?!photo-decoder/)' },
    },
    inside('storage-knows-no-window', '^main/storage/', '^main/(windows|ipc)/'),
    {
      name: 'preload-knows-contracts-only',
      severity: 'error',
      from: { path: '^main/preload/' },
      to: { path: '^(main|hardware|resources)/|^src/(?!contracts/)' },
    },
    inside('clerk-knows-no-evaluator', '^renderer/clerk/', '^renderer/evaluator/'),
    inside('evaluator-knows-no-clerk', '^renderer/evaluator/', '^renderer/clerk/'),
    {
      name: 'platform-shares-contracts-not-flows',
      severity: 'error',
      from: { path: '^reference-platform/' },
      to: { path: '^src/(flows|scanning|sync)/' },
    },
    onlyIn(
      'electron-only-in-main',
      'electron|electron-store',
      '^(main|scripts/default-app|scripts/benchmarks/bare-app)/|^scripts/electron-runtime',
    ),
    onlyIn(
      'wires-only-in-transport',
      'serialport|@serialport|node-hid|usb',
      '^hardware/transport/',
    ),
    onlyIn('foreign-functions-only-in-their-host', 'koffi', '^hardware/photo-decoder/library-host'),
    onlyIn(
      'sqlite-only-in-storage-and-platform',
      'better-sqlite3|@photostructure|kysely',
      '^(main/storage|main/sync/testing|reference-platform|scripts/benchmarks)/',
    ),
    onlyIn('pdf-only-in-platform', 'pdfkit', '^reference-platform/'),
    onlyIn(
      'react-only-in-pages',
      'react|react-dom|@ant-design',
      '^(renderer|reference-platform/pages)/',
    ),
    onlyIn(
      'component-library-only-in-settings-and-back-office',
      'antd',
      '^(renderer/clerk/settings|reference-platform/pages/admin)/|^renderer/shared/component-theme',
    ),
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      // What the outbox is measured beside is installed elsewhere, on first use.
      from: { pathNot: '^scripts/benchmarks/peers/' },
      // Of a file that is asked for by `?url` the bundler gives the address.
      to: { couldNotResolve: true, pathNot: '\\?url$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|\\.runtime|\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css', '.sql'],
    },
  },
};
