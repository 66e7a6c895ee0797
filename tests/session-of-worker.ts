import { sessions } from './sessions.ts';

// Workers count from 1. What a session does not set, e.g. a display of whoever started it, is not to be seen from it.
const own = sessions[Number(process.env['VITEST_POOL_ID'] ?? 1) - 1];
if (own === undefined) throw new Error('there are more workers than sessions');
Object.assign(process.env, own);
