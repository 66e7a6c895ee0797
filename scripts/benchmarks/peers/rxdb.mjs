import { createRxDatabase } from 'rxdb';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { batchSize, measure, send } from './measure.mjs';

const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 40 }, body: { type: 'string' } },
  required: ['id', 'body'],
};

await measure({
  open: async () => {
    const database = await createRxDatabase({ name: 'queue', storage: getRxStorageMemory() });
    await database.addCollections({ events: { schema } });
    return database;
  },
  enqueue: (database, event) => database.events.insert(event),
  drain: (database) =>
    replicateRxCollection({
      collection: database.events,
      replicationIdentifier: 'inbox',
      live: false,
      push: {
        batchSize,
        handler: async (rows) => {
          await send(rows.map(({ newDocumentState: { id, body } }) => ({ id, body })));
          return [];
        },
      },
    }).awaitInSync(),
  close: (database) => database.close(),
});
