import type { Plugin } from 'vite';

/**
 * Bundles the fonts of `fonts.css` for both windows: woff2 files only, since Chromium never asks for the woff twins
 * that @fontsource also names, and never as `data:` addresses, which the windows' CSP forbids.
 */
export function bundledFonts(): Plugin {
  return {
    name: 'bundled-fonts',
    config: () => ({
      build: { assetsInlineLimit: 0 },
      css: {
        postcss: {
          plugins: [
            {
              postcssPlugin: 'woff2-only',
              Declaration: {
                src: (declaration) => {
                  declaration.value = declaration.value.replace(
                    /,\s*url\([^)]+\.woff\)\s*format\('woff'\)/,
                    '',
                  );
                },
              },
            },
          ],
        },
      },
    }),
  };
}
