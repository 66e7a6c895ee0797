import { column, PowerSyncDatabase, Schema, Table } from '@powersync/node';
import { batchSize, measure, send } from './measure.mjs';

const schema = new Schema({ events: new Table({ body: column.text }) });

await measure({
  open: async (folder) => {
    const database = new PowerSyncDatabase({
      schema,
      database: {
        dbFilename: 'queue.db',
        dbLocation: folder,
        implementation: { type: 'node:sqlite' },
      },
    });
    await database.init();
    return database;
  },
  enqueue: (database, { id, body }) =>
    database.execute('INSERT INTO events (id, body) VALUES (?, ?)', [id, body]),
  // As its documentation has an upload queue emptied.
  drain: async (database) => {
    for (;;) {
      const batch = await database.getCrudBatch(batchSize);
      if (!batch) return;
      await send(batch.crud.map(({ id, opData }) => ({ id, body: opData?.body })));
      await batch.complete();
    }
  },
  close: (database) => database.close(),
});
