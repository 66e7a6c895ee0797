/** The devices of a counter without the application: `npm run -s device -- list | read-card … | scan … | …`. */
import { commandIn, usage } from './device/commands.ts';
import { failureText } from './failure-text.ts';

const command = commandIn(process.argv.slice(2));
if (command === undefined) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  const { asJson, run } = command;
  const outcome = await run(({ json, words }) => print(asJson ? JSON.stringify(json) : words));
  if (!outcome.ok) {
    const { code } = outcome.problem;
    const message = failureText(outcome.problem);
    process.exitCode = 1;
    if (asJson) print(JSON.stringify({ ok: false, failure: { code, message } }));
    else process.stderr.write(`失败：${message}（${code}）\n`);
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
