// Ghost must not outlive the process that started it, even one that was killed without a chance to clean up.
'use strict';
const fs = require('node:fs');

process.on('disconnect', () => {
    if (process.env.GHOST_TEST_KEEP === undefined) {
        fs.rmSync(process.env.GHOST_TEST_RUN, {recursive: true, force: true});
    }
    process.exit(1);
});
