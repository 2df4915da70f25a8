// The Ghost this process runs.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const ghost = fs.realpathSync(path.dirname(process.argv[1]));
const ghostModule = file => require(path.join(ghost, 'core', file));

// Until then 5.x answers every request with 503. The harness sets the limit.
async function urlsKnown() {
    const urls = ghostModule('server/services/url');
    while (!urls.hasFinished()) await new Promise(resolve => setTimeout(resolve, 5));
}

module.exports = {ghost, ghostModule, urlsKnown};
