import { ConfigProvider } from 'antd';
import enUs from 'antd/locale/en_US';
import zhCn from 'antd/locale/zh_CN';
import zhHk from 'antd/locale/zh_HK';
import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskView } from './desk/desk-context.ts';
import { styleNonce } from './style-nonce.ts';
import { clerkTheme } from './theme.ts';

const libraryTexts = { 'zh-CN': zhCn, 'zh-Hant': zhHk, en: enUs } as const;

/** Gives Ant Design the window's look and language, and follows both when they change. */
export function LibraryFrame({ children }: { readonly children: ReactNode }): ReactNode {
  const { snapshot } = useDeskView();
  const { i18n } = useTranslation();
  // Without a snapshot the texts are in the language that the page was opened in.
  const language = snapshot?.language ?? (i18n.language as keyof typeof libraryTexts);
  const reducedMotion = useMedia('(prefers-reduced-motion: reduce)');
  const moreContrast = useMedia('(prefers-contrast: more)');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens are others with more contrast
  const theme = useMemo(
    () => clerkTheme(getComputedStyle(document.documentElement), reducedMotion),
    [reducedMotion, moreContrast],
  );

  return (
    <ConfigProvider
      csp={{ nonce: styleNonce }}
      theme={theme}
      locale={libraryTexts[language]}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      {children}
    </ConfigProvider>
  );
}

function useMedia(query: string): boolean {
  const [subscribe, read] = useMemo(() => {
    const media = matchMedia(query);
    return [
      (listener: () => void) => {
        media.addEventListener('change', listener);
        return () => media.removeEventListener('change', listener);
      },
      () => media.matches,
    ] as const;
  }, [query]);
  return useSyncExternalStore(subscribe, read);
}
