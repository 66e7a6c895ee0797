import { createHash } from 'node:crypto';
import { faceRows, type LicenceFace } from '../licence-files/licence-face.ts';

const style = `
  body { margin: 0 auto; max-width: 40rem; padding: 1rem; font: 1rem/1.6 "Source Han Sans SC", "Noto Sans SC", sans-serif; color: #1f1f1f; }
  h1 { text-align: center; letter-spacing: 0.15em; }
  p { text-align: center; color: #a8071a; }
  dl { display: grid; grid-template-columns: 9rem 1fr; margin: 0; border-top: 1px solid #8a6f3c; }
  dt, dd { margin: 0; padding: 0.4rem 0.6rem; border-bottom: 1px solid #8a6f3c; overflow-wrap: anywhere; }
  dt { color: #6b552a; }
`;

/** The policy under which a licence's page runs nothing and loads nothing. */
export const licencePagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'`;

/** The page of a licence (照面页面), marked as a simulation without effect. */
export function licencePage(face: LicenceFace): string {
  const rows = [...faceRows(face), { name: '证照标识', value: face.identifier }];
  return page(
    face.name,
    `<dl>${rows.map(({ name, value }) => `<dt>${asText(name)}</dt><dd>${asText(value)}</dd>`).join('')}</dl>`,
  );
}

/** What stands in its place when there is nothing to see. */
export function refusedPage(message: string): string {
  return page('无法查看', `<p>${asText(message)}</p>`);
}

function page(title: string, content: string): string {
  const name = asText(title);
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${name}</title><style>${style}</style></head><body><h1>${name}</h1><p>仿真样例·无效</p>${content}</body></html>`;
}

function asText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);
}
