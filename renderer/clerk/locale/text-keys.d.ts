import 'i18next';
import type texts from '../../../resources/locales/zh-CN/clerk.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'clerk';
    keySeparator: false;
    nsSeparator: false;
    resources: { clerk: typeof texts };
  }
}
