// Stands in for Electron's default_app.asar, which the registry runtime lacks, so that
// `electron [-r MODULE] [flags] APP_FOLDER` starts an application folder as the official package does.
const { app } = require('electron');
const { readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { pathToFileURL } = require('node:url');

process.defaultApp = true;
const { preloads, folder } = readArguments(process.argv.slice(1));
if (folder === undefined) {
  process.stderr.write('Usage: electron [-r MODULE] [flags] APP_FOLDER\n');
  app.exit(1);
} else {
  start(resolve(folder)).catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    app.exit(1);
  });
}

function readArguments(args) {
  const preloads = [];
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index];
    if (argument === '-r' || argument === '--require') {
      index += 1;
      preloads.push(args[index]);
    } else if (argument.startsWith('--require=')) {
      preloads.push(argument.slice('--require='.length));
    } else if (!argument.startsWith('-')) {
      return { preloads, folder: argument };
    }
  }
  return { preloads, folder: undefined };
}

async function start(appFolder) {
  for (const preload of preloads) {
    require(require.resolve(preload, { paths: [process.cwd()] }));
  }
  const manifest = JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8'));
  app.setName(manifest.productName ?? manifest.name);
  if (manifest.version !== undefined) app.setVersion(manifest.version);
  app.setAppPath(appFolder);
  const main = join(appFolder, manifest.main ?? 'index.js');
  // CommonJS is loaded at once, so that the application runs before `ready` as it does officially.
  if (/\.mjs$/.test(main) || (manifest.type === 'module' && /\.js$/.test(main))) {
    await import(pathToFileURL(main).href);
  } else {
    require(main);
  }
}
