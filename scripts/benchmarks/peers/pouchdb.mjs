import { join } from 'node:path';
import PouchDB from 'pouchdb';
import { batchSize, measure, send } from './measure.mjs';

const checkpointId = '_local/drained';

await measure({
  open: async (folder) => new PouchDB(join(folder, 'queue')),
  enqueue: (database, { id, body }) => database.put({ _id: id, body }),
  // Its replication speaks to a CouchDB only: the changes in batches, and where it has come to kept beside them.
  drain: async (database) => {
    let since = 0;
    for (;;) {
      const { results, last_seq } = await database.changes({
        since,
        limit: batchSize,
        include_docs: true,
      });
      if (results.length === 0) return;
      await send(results.map(({ id, doc }) => ({ id, body: doc.body })));
      const known = await database.get(checkpointId).catch(() => ({ _id: checkpointId }));
      await database.put({ ...known, through: last_seq });
      since = last_seq;
    }
  },
  close: (database) => database.close(),
});
