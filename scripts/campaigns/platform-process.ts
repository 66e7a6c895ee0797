/** The platform in a process that a campaign may kill: `platform-process.ts --data DIR --port N [--faults JSON]`. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startReferencePlatform } from '../../reference-platform/server.ts';
import { misbehaviourRuleSchema } from '../../src/contracts/misbehaviour-api.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string', default: '0' },
    faults: { type: 'string', default: '[]' },
  },
});
if (values.data === undefined) throw new Error('--data is missing');
const { url } = await startReferencePlatform({
  dataDir: values.data,
  port: Number(values.port),
  misbehaviour: z.array(misbehaviourRuleSchema).parse(JSON.parse(values.faults)),
  onUnexpectedError: (error, route) => process.stderr.write(`${route} ${error.name}\n`),
});
process.stdout.write(`${url}\n`);
