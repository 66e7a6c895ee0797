import fc from 'fast-check';
import decodeQR from 'qr/decode.js';
import { expect, test } from 'vitest';
import { drawAnnotatedCopy, drawLicenceFile } from './draw-licence-file.ts';
import type { CopyNote, LicenceFace } from './licence-face.ts';
import { type ReadPdf, readPdf } from './testing/read-pdf.ts';

const licence: LicenceFace = {
  name: '居民户口簿',
  number: '4406992013HKB00001',
  holder: '陈国强',
  issuer: '佛山市公安局样例分局',
  issueDate: '2013-05-06 00:00:00',
  identifier: '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U',
  fields: [
    { name: '户主姓名', value: '陈国强' },
    { name: '户籍地址', value: `广东省佛山市样例区"桂花'旧邨3号` },
  ],
};

const note: CopyNote = {
  madeBy: '张工（工号 9012）',
  madeAt: '2026-11-24T16:05:00.000Z',
  caseId: '440699202611250000042',
  cause: '敬老优待证申领',
  validUntil: '2026-12-24T15:59:59.000Z',
};

/** The code as a camera sees it: black on white. */
function cameraImage(squares: ReadPdf['squares']) {
  const scale = 4;
  const module = squares[0]?.side ?? 1;
  const left = Math.min(...squares.map(({ x }) => x)) - 4 * module;
  const top = Math.min(...squares.map(({ y }) => y)) - 4 * module;
  const right = Math.max(...squares.map(({ x }) => x)) + 5 * module;
  const side = Math.round((right - left) / module) * scale;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const { x, y } of squares) {
    const column = Math.round((x - left) / module) * scale;
    const row = Math.round((y - top) / module) * scale;
    for (let line = row; line < row + scale; line += 1) {
      const start = (line * side + column) * 4;
      data.fill(0, start, start + scale * 4);
    }
  }
  return { width: side, height: side, data };
}

test('a licence file shows its face, and that it is a simulation', async () => {
  const { text, pages } = readPdf(await drawLicenceFile(licence));
  expect(pages).toBe(1);
  const lines = text.split('\n');
  for (const line of [
    '居民户口簿',
    '4406992013HKB00001',
    '陈国强',
    '户籍地址',
    `广东省佛山市样例区"桂花'旧邨3号`,
    '佛山市公安局样例分局',
    '2013年5月6日',
    '2013年5月6日 至 长期',
    '仿真样例·无效',
    '仿真专用',
    '第 1 页 共 1 页',
  ]) {
    expect(lines).toContain(line);
  }
  expect(text).not.toContain('加注');
});

test('its validity ends where the licence says so', async () => {
  const limited = { ...licence, validFrom: '2016-01-02', validTo: '2026-01-01 23:59:59' };
  expect(readPdf(await drawLicenceFile(limited)).text).toContain('2016年1月2日 至 2026年1月1日');
});

test('the identifier is printed, and the QR code holds it', async () => {
  const { text, squares } = readPdf(await drawLicenceFile(licence));
  expect(text.replaceAll('\n', '')).toContain(licence.identifier);
  expect(decodeQR(cameraImage(squares))).toBe(licence.identifier);
});

test('an annotated copy says who made it, when, for which case, why and until when', async () => {
  const { text, pages } = readPdf(await drawAnnotatedCopy(licence, note));
  expect(pages).toBe(1);
  const lines = text.split('\n');
  for (const line of [
    licence.holder,
    licence.number,
    '仿真样例·无效',
    '仿真专用',
    '加注信息',
    note.madeBy,
    '2026年11月25日 00:05',
    note.caseId,
    note.cause,
    '2026年12月24日 23:59',
  ]) {
    expect(lines).toContain(line);
  }
});

test('the watermark of a copy repeats all five over every page, however long they are', async () => {
  const fields = [{ name: '经营范围', value: '食品销售'.repeat(500) }];
  const wordy = { ...note, madeBy: '张'.repeat(300), cause: '因'.repeat(300) };
  const { text, pages } = readPdf(await drawAnnotatedCopy({ ...licence, fields }, wordy));
  const mark =
    /^加注件 张{15}… · 2026年11月25日 00:05 · 办件 440699202611250000042 · 因{23}… · 有效期至 2026年12月24日 23:59$/gm;
  expect(pages).toBeGreaterThan(1);
  expect(text.match(mark)?.length).toBeGreaterThanOrEqual(10 * pages);
  expect(text.match(/^仿真样例·无效$/gm)).toHaveLength(pages);
});

test('long values wrap and continue on the next page, with nothing lost', async () => {
  const value = String.fromCodePoint(...Array.from({ length: 600 }, (_, index) => 0x4e00 + index));
  const fields = [
    { name: '甲', value: value.slice(300) },
    { name: '乙', value },
    { name: '丙', value },
  ];
  const { text, pages } = readPdf(await drawLicenceFile({ ...licence, fields }));
  expect(pages).toBe(2);
  const turned = /\n第 1 页 共 2 页\n仿真样例·无效\n居民户口簿（续页）\n丙（续）(?=\n)/;
  expect(text).toMatch(turned);
  const whole = text.replace(turned, '').replaceAll('\n', '');
  expect(whole).toContain(['甲', value.slice(300), '乙', value, '丙', value].join(''));
});

test('an empty field shows a dash, and a licence may have no fields', async () => {
  const fields = [{ name: '其他住址', value: '' }];
  expect(readPdf(await drawLicenceFile({ ...licence, fields })).text).toContain('其他住址\n—');
  expect(readPdf(await drawLicenceFile({ ...licence, fields: [] })).text).toContain('陈国强');
});

test('rare characters are drawn; what the font lacks becomes a box and turns nothing round', async () => {
  const fields = [{ name: '成员', value: 'عر한글，𠮷䶮，𰻞😀，葛\u{e0100}，\ud842，龥' }];
  const { text } = readPdf(await drawLicenceFile({ ...licence, fields }));
  expect(text).toMatch(/^\0\0한글，𠮷䶮，\0\0，葛\u{e0100}，\0，龥$/mu);
});

test('a file stays below 150 kB', async () => {
  const fields = [
    {
      name: '附记',
      value:
        '不动产权利人共有情况坐落单元号类型性质用途面积使用期限其他状况抵押宗地幢层户室规划验收登记簿记载事项',
    },
  ];
  const file = await drawAnnotatedCopy({ ...licence, fields }, note);
  expect(file.length).toBeLessThan(150_000);
});

test('the same input gives the same bytes, whatever was drawn before; another input gives others', async () => {
  const first = await drawAnnotatedCopy(licence, note);
  await drawLicenceFile({ ...licence, holder: '⼀⽅' });
  expect(Buffer.compare(await drawAnnotatedCopy(licence, note), first)).toBe(0);
  const later = { ...note, madeAt: '2026-11-24T16:06:00.000Z' };
  expect(Buffer.compare(await drawAnnotatedCopy(licence, later), first)).not.toBe(0);
});

test('a file is dated by the licence, a copy by its making', async () => {
  const dated = async (file: Promise<Uint8Array>) =>
    /\(D:(\d+)Z\)/.exec(Buffer.from(await file).toString('latin1'))?.[1];
  expect(await dated(drawLicenceFile(licence))).toBe('20130505160000');
  expect(await dated(drawAnnotatedCopy(licence, note))).toBe('20261124160500');
  expect(await dated(drawLicenceFile({ ...licence, issueDate: '' }))).toBe('19700101000000');
});

test('control characters are spaces, and a name stays in one line', async () => {
  const fields = [{ name: '附记', value: '一\t二\0三\n四' }];
  const { text } = readPdf(await drawLicenceFile({ ...licence, name: '居住\r\n证', fields }));
  expect(text).toContain('\n居住 证\n');
  expect(text).toContain('\n一 二 三\n四\n');
});

test('a name with the signs of XML leaves the metadata readable', async () => {
  const file = await drawLicenceFile({ ...licence, name: '甲<乙>&丙' });
  expect(readPdf(file).text).toContain('甲<乙>&丙');
  expect(Buffer.from(file).toString('utf8')).toContain('>甲 乙  丙</rdf:li>');
});

test('whatever stands in the fields, a file is drawn', { timeout: 60_000 }, async () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
      .map((units) => String.fromCharCode(...units)),
  );
  const face = fc.record({
    name: value,
    number: value,
    holder: value,
    issuer: value,
    issueDate: value,
    validTo: value,
    fields: fc.array(fc.record({ name: value, value }), { maxLength: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(
      face,
      fc.record({ madeBy: value, caseId: value, cause: value }),
      async (drawn, made) => {
        const file = await drawAnnotatedCopy({ ...licence, ...drawn }, { ...note, ...made });
        expect(readPdf(file).text).toContain('仿真专用');
      },
    ),
    { seed: 440699, numRuns: 8 },
  );
});
