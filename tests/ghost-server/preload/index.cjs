// Loaded into Ghost before its own code (`node --require`), in the main thread and in every worker.
'use strict';
require('./loopback-only.cjs');
// Only the main thread holds the site; a worker has no channel to the harness.
if (require('node:worker_threads').isMainThread) {
    require('./lifeline.cjs');
    require('./ready.cjs');
    require('./hot-reset.cjs');
}
