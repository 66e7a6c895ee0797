import { ConfigProvider, Select, Tabs } from 'antd';
import enUs from 'antd/locale/en_US';
import zhCn from 'antd/locale/zh_CN';
import zhHk from 'antd/locale/zh_HK';
import { type ReactNode, useMemo } from 'react';
import { componentTheme } from '../../../renderer/shared/component-theme.ts';
import { styleNonce } from '../../../renderer/shared/style-nonce.ts';
import { citizenLanguages } from '../../../src/domain/consent.ts';
import { languageNames, usePageTexts } from '../shared/page-texts.tsx';
import { People } from './people/people.tsx';
import { SimulatedWindowTab } from './simulated-window/simulated-window-tab.tsx';
import { Faults } from './switches/faults.tsx';
import { World } from './switches/world.tsx';
import { Workstations } from './workstations/workstations.tsx';

const libraryTexts = { 'zh-CN': zhCn, 'zh-Hant': zhHk, en: enUs } as const;

/** The matters of the administration, in the order of their tabs. */
const matters = [
  { key: 'people', contents: <People /> },
  { key: 'simulated-window', contents: <SimulatedWindowTab /> },
  { key: 'workstations', contents: <Workstations /> },
  { key: 'faults', contents: <Faults /> },
  { key: 'world', contents: <World /> },
] as const;

/** The back-office page of the platform (管理). */
export function AdminPage(): ReactNode {
  const { t, language, choose } = usePageTexts();
  const theme = useMemo(
    () =>
      componentTheme(
        getComputedStyle(document.documentElement),
        matchMedia('(prefers-reduced-motion: reduce)').matches,
      ),
    [],
  );
  return (
    <ConfigProvider
      csp={{ nonce: styleNonce }}
      locale={libraryTexts[language]}
      theme={theme}
      button={{ autoInsertSpace: false }}
    >
      <header className="admin-bar">
        <h1>{t('page.title')}</h1>
        <span className="admin-simulation">{t('page.simulation')}</span>
        <Select
          aria-label={t('page.language')}
          value={language}
          onChange={choose}
          options={citizenLanguages.map((value) => ({ value, label: languageNames[value] }))}
        />
      </header>
      <main className="admin-main">
        <Tabs
          destroyOnHidden
          items={matters.map(({ key, contents }) => ({
            key,
            label: t(`${key}.title`),
            children: contents,
          }))}
        />
      </main>
    </ConfigProvider>
  );
}
