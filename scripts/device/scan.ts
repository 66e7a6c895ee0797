import { connectScanner, type ScannerEvent } from '../../hardware/code-scanner/scanner.ts';
import { transportFor } from '../../hardware/transport/transport-for.ts';
import type { ScannedCode } from '../../src/domain/scanned-code.ts';
import { type Failure, fail, type Outcome } from '../../src/failures/failure.ts';
import { err, ok } from '../../src/support/result.ts';
import type { Emit } from './report.ts';

interface ScanOptions {
  readonly port: string;
  readonly baud: number;
  /** How long to listen, in milliseconds. */
  readonly timeoutMs: number;
  /** End after so many codes; unless told, only the time ends it. */
  readonly count: number | undefined;
}

/**
 * `device scan`: tells every code that comes within the time, each as it comes.
 * @returns what went wrong, `scanner.nothing-scanned` included
 */
export async function scan(
  { port, baud, timeoutMs, count = Number.POSITIVE_INFINITY }: ScanOptions,
  emit: Emit,
): Promise<Outcome<null>> {
  const startedAt = performance.now();
  let codes = 0;
  let end: (problem?: Failure) => void = () => undefined;
  const ended = new Promise<Failure | undefined>((resolve) => {
    end = resolve;
  });
  const hear = (event: ScannerEvent): void => {
    if (event.kind !== 'code-scanned') {
      end(event.failure);
      return;
    }
    codes += 1;
    emit({ json: asJson(event, performance.now() - startedAt), words: inWords(event) });
    if (codes >= count) end();
  };
  const connected = await connectScanner(transportFor(port, baud), hear);
  if (!connected.ok) return connected;
  const limit = setTimeout(end, timeoutMs);
  const problem = await ended;
  clearTimeout(limit);
  await connected.value.close();
  if (problem !== undefined) return err(problem);
  return codes === 0 ? fail('scanner.nothing-scanned') : ok(null);
}

function asJson({ bytes, text, symbology, source }: ScannedCode, ms: number): object {
  const bytesBase64 = Buffer.from(bytes).toString('base64');
  return { text, bytesBase64, symbology, source, ms: Math.round(ms) };
}

function inWords({ bytes, text }: ScannedCode): string {
  return `码（${bytes.length} 字节）：${escapeForTerminal(text)}`;
}

/** A code comes from anybody’s phone: what would steer the terminal or turn its text around is shown as `\\u{…}`. */
function escapeForTerminal(text: string): string {
  return text.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
