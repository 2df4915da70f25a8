// parse-filters.mjs VERSION: reads a JSON list of filters from stdin and prints, as a JSON list, the tree that the parser of that
// Ghost makes of each, or {"error": …}. What depends on the clock or is no JSON is printed as what the parser was told:
// {"$relative": [op, amount, unit]}, {"$part": [text, anchor]}.
import fs from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';

import {install} from './layout.mjs';

const require = createRequire(path.join(install(process.argv[2]), 'package.json'));
const parser = require('@tryghost/nql-lang');
const scope = require('@tryghost/nql-lang/lib/scope');
scope.relDateToAbsolute = (op, amount, unit) => ({$relative: [op, Number(amount), unit]});
scope.stringToRegExp = (text, anchor) => ({$part: [text, anchor ?? '']});

const parsed = JSON.parse(fs.readFileSync(0, 'utf8')).map(filter => {
    try {
        return parser.parse(filter);
    } catch (error) {
        return {error: String(error.message).split('\n')[0]};
    }
});
process.stdout.write(JSON.stringify(parsed));
