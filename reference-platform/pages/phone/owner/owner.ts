import type { AdministeredPerson } from '../../../../src/contracts/admin-api.ts';

/** Whose phone it is. */
export type Owner = AdministeredPerson;
