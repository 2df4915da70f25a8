// prepare.mjs VERSION: install and seed, skipping what the cache holds. The caller holds the lock.
// prepare.mjs --check VERSION: exit code 0 if nothing is left to do.
import {install, installed} from './install.mjs';
import {recipe, say} from './layout.mjs';
import {seed, seeded} from './seed.mjs';

const check = process.argv[2] === '--check';
const version = process.argv[check ? 3 : 2];
try {
    recipe(version);
    if (check) {
        process.exitCode = installed(version) && seeded(version) ? 0 : 1;
    } else {
        install(version);
        await seed(version);
    }
} catch (error) {
    // the check's caller goes on to the real run, which says it once
    if (!check) say(error.message);
    process.exitCode = 1;
}
