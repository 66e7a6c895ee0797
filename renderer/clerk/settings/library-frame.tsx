import { ConfigProvider } from 'antd';
import enUs from 'antd/locale/en_US';
import zhCn from 'antd/locale/zh_CN';
import zhHk from 'antd/locale/zh_HK';
import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { componentTheme } from '../../shared/component-theme.ts';
import { styleNonce } from '../../shared/style-nonce.ts';
import { useTexts } from '../locale/texts.ts';

const libraryTexts = { 'zh-CN': zhCn, 'zh-Hant': zhHk, en: enUs } as const;

/** Gives the parts of Ant Design under it the window's look and language, and follows both when they change. */
export function LibraryFrame({ children }: { readonly children: ReactNode }): ReactNode {
  const { language } = useTexts();
  const reducedMotion = useMedia('(prefers-reduced-motion: reduce)');
  const moreContrast = useMedia('(prefers-contrast: more)');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens are others with more contrast
  const theme = useMemo(
    () => componentTheme(getComputedStyle(document.documentElement), reducedMotion),
    [reducedMotion, moreContrast],
  );

  return (
    <ConfigProvider
      csp={{ nonce: styleNonce }}
      theme={theme}
      locale={libraryTexts[language]}
      getPopupContainer={popupPlace}
    >
      {children}
    </ConfigProvider>
  );
}

/** Lists that open belong to the page, also for whoever has it read aloud. */
function popupPlace(trigger?: HTMLElement): HTMLElement {
  return trigger?.closest('main') ?? document.body;
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
