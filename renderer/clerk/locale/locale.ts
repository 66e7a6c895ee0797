import i18next, { type BackendModule } from 'i18next';

const files = import.meta.glob<{ readonly default: Record<string, unknown> }>(
  '../../../resources/locales/*/{clerk,failures}.json',
);

/** Loads a language's texts when it is first shown; the others stay on the disk. */
const bundledTexts: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read(language, namespace, done) {
    const load = files[`../../../resources/locales/${language}/${namespace}.json`];
    if (load === undefined) done(new Error(`No ${namespace} texts in ${language}.`), false);
    else
      load().then(
        (module) => done(null, module.default),
        (problem: Error) => done(problem, false),
      );
  },
};

/** Starts the window's texts in a language. Resolves when they are there; those of failures come with `loadFailureTexts`. */
export async function startTexts(language: string): Promise<void> {
  await i18next.use(bundledTexts).init({
    lng: language,
    fallbackLng: false,
    load: 'currentOnly',
    ns: ['clerk'],
    defaultNS: 'clerk',
    // Keys are flat and contain dots.
    keySeparator: false,
    nsSeparator: false,
    // React escapes.
    interpolation: { escapeValue: false },
  });
}

/**
 * Loads the texts of failures, in this language and in every one that is chosen from then on. Never rejects: where they
 * cannot be read, failures are told by their codes.
 */
export async function loadFailureTexts(): Promise<void> {
  await i18next.loadNamespaces('failures').catch(() => undefined);
}
