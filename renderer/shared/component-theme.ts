import type { ThemeConfig } from 'antd';

/** Ant Design in the colours of `tokens.css`: the one file that both windows take their look from. */
export function componentTheme(root: CSSStyleDeclaration, reducedMotion: boolean): ThemeConfig {
  const token = (name: string): string => root.getPropertyValue(name).trim();
  return {
    token: {
      colorPrimary: token('--color-brand'),
      // Of itself Ant Design lightens what the pointer is on, until its words cannot be read.
      colorPrimaryHover: token('--color-brand-pressed'),
      colorPrimaryActive: token('--color-brand-pressed'),
      colorLinkHover: token('--color-brand-pressed'),
      colorInfo: token('--color-brand'),
      colorLink: token('--color-brand'),
      colorSuccess: token('--color-success'),
      colorWarning: token('--color-warning'),
      colorError: token('--color-danger'),
      colorSuccessBg: token('--color-success-ground'),
      colorWarningBg: token('--color-warning-ground'),
      colorErrorBg: token('--color-danger-ground'),
      colorInfoBg: token('--color-brand-ground'),
      colorTextBase: token('--color-text'),
      colorTextDescription: token('--color-text-secondary'),
      colorTextPlaceholder: token('--color-text-secondary'),
      colorBorder: token('--color-line-strong'),
      colorBorderSecondary: token('--color-line'),
      borderRadius: Number.parseInt(token('--radius'), 10),
      // Not its value now: it goes by the language that a part is in.
      fontFamily: 'var(--font-family)',
      fontSize: Number.parseInt(token('--font-size-clerk'), 10),
      // The bundled font has two weights.
      fontWeightStrong: 700,
      boxShadow: 'none',
      boxShadowTertiary: 'none',
      motion: !reducedMotion,
      motionDurationFast: '0.08s',
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.15s',
    },
  };
}
