import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { expect, test } from 'vitest';

const project = dirname(import.meta.dirname);

/** The folders that documents speak of and stand in; what lies beside them is downloaded or built. */
const folders = [
  'docs',
  'hardware',
  'main',
  'reference-platform',
  'renderer',
  'resources',
  'scripts',
  'src',
  'tests',
];

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(project, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
}

const files = folders.flatMap(filesIn);
const documents = [
  // The changelog tells of what was: it may name what has gone.
  'README.md',
  'README.zh-CN.md',
  'CONTRIBUTING.md',
  ...files.filter((file) => file.endsWith('.md')),
];

/** Every file, and every end of its path, as a document beside it may name it. */
const namedFiles = new Set([
  ...readdirSync(project),
  ...files.flatMap((file) => {
    const parts = file.split('/');
    return parts.map((_part, index) => parts.slice(index).join('/'));
  }),
]);

/** A file of ours in a document: a path of source, or one from the root on; capitals stand for any name. */
const isFile = (text: string): boolean =>
  /^[\w.-]+(\/[\w.-]+)*\.(ts|tsx|mts|mjs|sql)$/.test(text) && !/[A-Z]{4}/.test(text);
/** A folder of ours, from the root on; `resources/` is also what an installed workstation calls its own. */
const isFolder = (text: string): boolean =>
  /^[\w.-]+(\/[\w.-]+)+\/$/.test(text) &&
  folders.some((folder) => folder !== 'resources' && text.startsWith(`${folder}/`));

function textsIn(document: string) {
  const content = readFileSync(join(project, document), 'utf8').replaceAll(/```.*?```/gs, '');
  return {
    quoted: [...content.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text),
    linked: [...content.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)].map(([, text = '']) => text),
  };
}

test.each(documents)('%s names no file, folder or document that does not exist', (document) => {
  const { quoted, linked } = textsIn(document);
  expect({
    files: quoted.filter((text) => isFile(text) && !namedFiles.has(text)),
    folders: quoted.filter((text) => isFolder(text) && !existsSync(join(project, text))),
    links: linked.filter((text) => !existsSync(join(project, dirname(document), text))),
  }).toEqual({ files: [], folders: [], links: [] });
});

test('the documents name hundreds of files, of which each is looked for', () => {
  const named = documents.flatMap((document) => textsIn(document).quoted.filter(isFile));
  expect(new Set(named).size).toBeGreaterThan(200);
});
