const unsafe =
  /^(remote-debugging-|inspect|no-sandbox$|disable-web-security$|js-flags|disable-site-isolation|allow-running-insecure-content|load-extension|proxy-bypass-list|ignore-certificate-errors|host-resolver-rules)/;

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
