/**
 * A process of its own that loads a vendor's library and calls one function once: whatever the library does to a process,
 * it does to this one. Arguments: the library's path · the function's name · the arguments of the call, of which a whole
 * number is passed as `int` and anything else as a C string. The function returns `int`.
 */
import { writeFileSync } from 'node:fs';
import { load } from 'koffi';
import { type HostReport, reportFile } from './host-report.ts';

const [library = '', functionName = '', ...args] = process.argv.slice(2);

function callLibrary(): HostReport {
  const isNumber = (argument: string) => /^-?\d{1,9}$/.test(argument);
  let loaded: ReturnType<typeof load>;
  try {
    loaded = load(library);
  } catch {
    return { problem: 'not-loaded' };
  }
  let decode: ReturnType<typeof loaded.func>;
  try {
    decode = loaded.func(
      functionName,
      'int',
      args.map((argument) => (isNumber(argument) ? 'int' : 'str')),
    );
  } catch {
    return { problem: 'no-function' };
  }
  return { returned: decode(...args.map((each) => (isNumber(each) ? Number(each) : each))) };
}

writeFileSync(reportFile, JSON.stringify(callLibrary()));
// Nothing of the library's may keep the process, and what it does at a regular exit may hang.
process.kill(process.pid, 'SIGKILL');
