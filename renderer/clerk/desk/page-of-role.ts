import type { Role } from '../../../src/contracts/platform-api.ts';

/** What a role does at this window: `intake` receives cases · `approval` is done elsewhere · `settings` of this counter. */
export type RolePage = 'intake' | 'approval' | 'settings';

/** The one page of each role. Main lets nobody do more, whatever is shown. */
export const pageOfRole: Readonly<Record<Role, RolePage>> = {
  clerk: 'intake',
  supervisor: 'intake',
  approver: 'approval',
  technician: 'settings',
  admin: 'settings',
};
