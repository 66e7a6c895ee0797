import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  type AdministeredPerson,
  adminPaths,
  licencesAnswerSchema,
  licencesRequestSchema,
  peopleAnswerSchema,
} from '../../src/contracts/admin-api.ts';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import type { Database } from '../database/open-database.ts';
import type { LicenceLibrary } from '../licence-library/licence-library.ts';
import { people } from '../seed/people.ts';
import { requireLoopback } from './loopback-guard.ts';

interface SubjectAdminOptions {
  readonly db: Database;
  readonly library: LicenceLibrary;
}

/** Who there is, and what each of them holds. */
export const subjectAdminRoutes: FastifyPluginAsyncZod<SubjectAdminOptions> = async (
  app,
  { db, library },
) => {
  app.addHook('onRequest', requireLoopback);

  app.get(
    adminPaths.people,
    { schema: { response: { 200: peopleAnswerSchema, 403: refusalSchema } } },
    async () => ({ people: await everybody(db) }),
  );

  app.post(
    adminPaths.licences,
    {
      schema: {
        body: licencesRequestSchema,
        response: { 200: licencesAnswerSchema, 403: refusalSchema },
      },
    },
    async ({ body }) => {
      const records = await library.heldBy([body.holder]);
      return {
        licences: records.map((record) => ({
          licenceCode: record.license_code,
          typeCode: record.license_item_code,
          name: record.name,
          holderName: record.holder_name,
          status: record.license_status,
          issueDate: record.issue_date,
          expiryDate: record.expiry_date ?? '',
          trustLevel: record.trust_level ?? '',
        })),
      };
    },
  );
};

function specialOf(idNumber: string): Pick<AdministeredPerson, 'special'> {
  const seeded = Object.values(people).find(({ card }) => card.idNumber === idNumber);
  return seeded === undefined ? {} : { special: seeded.special };
}

async function everybody(db: Database): Promise<AdministeredPerson[]> {
  const persons = await db
    .selectFrom('persons')
    .leftJoin('licence_holders', 'licence_holders.identity_num', 'persons.id_number')
    .select(({ fn }) => [
      'persons.id_number',
      'persons.name',
      fn.count<number>('licence_holders.license_code').as('licence_count'),
    ])
    .groupBy(['persons.id_number', 'persons.name'])
    .orderBy('persons.id_number')
    .execute();
  const enterprises = await db
    .selectFrom('enterprises')
    .select(['uscc', 'name', 'representative_id_number'])
    .where('status', '=', 'active')
    .orderBy('uscc')
    .execute();
  return persons.map(({ id_number, name, licence_count }) => ({
    idNumber: id_number,
    name,
    ...specialOf(id_number),
    licenceCount: licence_count,
    represents: enterprises
      .filter(({ representative_id_number }) => representative_id_number === id_number)
      .map(({ uscc, name }) => ({ uscc, name })),
  }));
}
