import { readFile } from 'node:fs/promises';
import {
  deckContents,
  exampleDeck,
  parseDeck,
} from '../../hardware/simulators/card-reader/card-deck.ts';
import {
  type RequestName,
  readerFaults,
} from '../../hardware/simulators/card-reader/reader-faults.ts';
import {
  type SimulatedExchange,
  SimulatedReader,
} from '../../hardware/simulators/card-reader/simulated-reader.ts';
import { scannerFaults } from '../../hardware/simulators/code-scanner/scanner-faults.ts';
import { SimulatedScanner } from '../../hardware/simulators/code-scanner/simulated-scanner.ts';
import {
  type FaultVocabulary,
  parseFaultScript,
  scriptFailure,
} from '../../hardware/simulators/faults/fault-script.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { err, ok } from '../../src/support/result.ts';
import { cardNames } from './read-card.ts';
import type { Emit } from './report.ts';
import { runBench } from './simulator-bench.ts';

interface SimulateOptions {
  readonly baud: number;
  /** A fault script that `f` switches on. */
  readonly script: string | undefined;
}

/** `device simulate-reader`: a card reader to try everything with, whose cards keys put on and take off. */
export async function simulateReader(
  { baud, deck: file, script: scriptFile }: SimulateOptions & { readonly deck: string | undefined },
  emit: Emit,
): Promise<Outcome<null>> {
  const deck = file === undefined ? ok(exampleDeck) : await fileAs(file, parseDeck);
  if (!deck.ok) return deck;
  const contents = deckContents(deck.value);
  if (!contents.ok) return contents;
  const script = await scriptIn(scriptFile, readerFaults);
  if (!script.ok) return script;

  let lying = '没有 nothing';
  const choices = [...deck.value].map(([name, { card }]) => `${name} · ${cardNames[card.kind]}`);
  await runBench(
    (tell) => {
      const onExchange = (exchange: SimulatedExchange): void => tell(exchangeInWords(exchange));
      const reader = new SimulatedReader({ deck: contents.value, onExchange });
      return {
        name: '仿真读卡器 simulated reader',
        choices,
        choose(index) {
          const [name, content] = [...contents.value][index] ?? [];
          if (content !== undefined) reader.placeCard(content);
          lying = name ?? lying;
          return [];
        },
        clear() {
          reader.liftCard();
          lying = '没有 nothing';
        },
        lying: () => lying,
        setFaults: (on) => void reader.setScript(on ? script.value : ''),
        receive: (bytes) => reader.receive(bytes),
      };
    },
    { baud, hasScript: script.value !== '' },
    emit,
  );
  return ok(null);
}

/** `device simulate-scanner`: a code scanner to try everything with, which keys show codes to. */
export async function simulateScanner(
  {
    baud,
    codes: file,
    script: scriptFile,
  }: SimulateOptions & { readonly codes: string | undefined },
  emit: Emit,
): Promise<Outcome<null>> {
  const codes = file === undefined ? ok(exampleCodes) : await fileAs(file, codesIn);
  if (!codes.ok) return codes;
  const script = await scriptIn(scriptFile, scannerFaults);
  if (!script.ok) return script;
  await runBench(
    () => {
      const scanner = new SimulatedScanner();
      return {
        name: '仿真扫码器 simulated scanner',
        choices: codes.value,
        choose: (index) => scanner.scan(Buffer.from(codes.value[index] ?? '')),
        clear: () => undefined,
        lying: () => undefined,
        setFaults: (on) => void scanner.setScript(on ? script.value : ''),
        // A scanner is not asked anything.
        receive: () => [],
      };
    },
    { baud, hasScript: script.value !== '' },
    emit,
  );
  return ok(null);
}

/** Made up; what a scanner of a hall sees. */
const exampleCodes: readonly string[] = [
  'https://440699.example/code/0001',
  'EXAMPLE-LICENCE-0001',
  '0123456789012',
  '佛山测试码',
];

const codesIn = (text: string): Outcome<readonly string[]> =>
  ok(text.split(/\r?\n/).filter((line) => line !== ''));

const requestWords: Readonly<Record<RequestName, string>> = {
  reset: '复位 reset',
  status: '状态 status',
  'sam-id': '模块号 SAM ID',
  find: '寻卡 find',
  select: '选卡 select',
  read: '读卡 read',
  'read-with-fingerprint': '读卡和指纹 read with fingerprint',
  addresses: '追加住址 addresses',
  'body-number': '卡体管理号 body number',
  'set-baud': '波特率 set baud',
  'set-rf-bytes': '射频字节 set RF bytes',
};

const statusWords: ReadonlyMap<number, string> = new Map([
  [0x10, '校验错 bad checksum'],
  [0x11, '长度错 bad length'],
  [0x21, '命令错 bad command'],
  [0x41, '读卡失败 read failed'],
  [0x80, '没有卡 no card'],
  [0x81, '选卡失败 select failed'],
  [0x90, '成功 success'],
  [0x91, '没有内容 no content'],
  [0x9f, '找到卡 found'],
]);

const shownBytes = 16;

function exchangeInWords({ name, request, answer }: SimulatedExchange): string {
  const asked = name === undefined ? '未知命令 unknown' : requestWords[name];
  const bytes = Buffer.concat(answer.map((burst) => burst.bytes));
  const status = statusWords.get(bytes[9] ?? -1) ?? (bytes.length === 0 ? '不回答 nothing' : '');
  return `${asked} [${hex(request)}] → ${status} [${hex(bytes)}]`.replace(' []', '');
}

function hex(bytes: Uint8Array): string {
  const shown = Buffer.from(bytes.subarray(0, shownBytes)).toString('hex').toUpperCase();
  return bytes.length > shownBytes ? `${shown}… ${bytes.length}` : shown;
}

/** The script of a file, which can be read; empty where there is no file. */
async function scriptIn(
  file: string | undefined,
  vocabulary: FaultVocabulary,
): Promise<Outcome<string>> {
  if (file === undefined) return ok('');
  return fileAs(file, (text) => {
    const script = parseFaultScript(text, vocabulary);
    return script.ok ? ok(text) : err(scriptFailure(script.problem));
  });
}

async function fileAs<Content>(
  file: string,
  read: (text: string) => Outcome<Content>,
): Promise<Outcome<Content>> {
  try {
    return read(await readFile(file, 'utf8'));
  } catch (problem) {
    const { code = 'unknown' } = problem as NodeJS.ErrnoException;
    return fail('file.unreadable', { file, reason: code });
  }
}
