// The worker of hot-reset.cjs: copies one SQLite file over another that is in use.
'use strict';
const {workerData: {driver, seed, live}} = require('node:worker_threads');

const source = new (require(driver))(seed, {readonly: true});
source.backup(live).finally(() => source.close());
