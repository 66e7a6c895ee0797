const unsafe = new RegExp(
  `^(${[
    // Look into the windows, or act in them.
    'remote-debugging-.*',
    'inspect.*',
    'load-extension',
    'js-flags',
    // Weaken the sandbox, or put another program in its place.
    'no-sandbox',
    'disable-.*sandbox',
    'single-process',
    'renderer-cmd-prefix',
    'utility-cmd-prefix',
    'gpu-launcher',
    // Weaken what a page or a connection may do.
    'disable-web-security',
    'disable-site-isolation.*',
    'allow-running-insecure-content',
    'ignore-certificate-errors.*',
    'host-resolver-rules',
    'proxy-bypass-list',
    // Write down what goes over a connection.
    'ssl-key-log-file',
    'log-net-log',
  ].join('|')})$`,
);

/**
 * The switches on a command line that would let somebody look into the windows, act in them, or weaken the sandbox.
 * Chromium takes `--name` everywhere, `-name` too, and on Windows also `/name`; names are case-insensitive.
 */
export function unsafeSwitches(argv: readonly string[], platform: NodeJS.Platform): string[] {
  const prefix = platform === 'win32' ? /^(--?|\/)/ : /^--?/;
  return argv
    .filter((argument) => prefix.test(argument))
    .map((argument) => argument.replace(prefix, '').replace(/=.*/s, '').toLowerCase())
    .filter((name) => unsafe.test(name));
}
