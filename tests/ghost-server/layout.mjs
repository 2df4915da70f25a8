// Where things live in the cache, and what each supported Ghost version needs.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

export const here = path.dirname(fileURLToPath(import.meta.url));
export const cache = path.resolve(process.env.GHOST_TEST_CACHE);

const versions = JSON.parse(fs.readFileSync(path.join(here, 'versions.json'), 'utf8'));

export function recipe(version) {
    const found = versions[version];
    if (!found) {
        throw new Error(`Ghost ${version} is not supported; versions.json knows ${Object.keys(versions).join(' and ')}`);
    }
    return found;
}

// The seed is named after the sources that make it: an older checkout and a newer one can share a
// cache without reading each other's accounts.
function seedDigest() {
    const hash = crypto.createHash('sha256');
    for (const source of ['accounts.mjs', 'config.mjs', 'seed.mjs']) {
        hash.update(fs.readFileSync(path.join(here, source)));
    }
    return hash.digest('hex').slice(0, 8);
}

export const tool = (name, version) => path.join(cache, 'tools', `${name}-${version}`);
export const node = version => path.join(tool('node', recipe(version).node), 'bin', 'node');
export const install = version => path.join(cache, 'install', version);
export const seed = version => path.join(cache, 'seed', `${version}-${seedDigest()}`);
export const compileCache = version => path.join(cache, 'compile-cache', version);
export const log = name => path.join(cache, 'logs', `${name}.log`);

export const say = message => process.stderr.write(`ghost-server: ${message}\n`);

export function tail(file, lines) {
    try {
        return fs.readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
    } catch {
        return `(no ${file})`;
    }
}

// Of a folder that may get a file this very moment, a mail for instance. The retries of `rmSync` itself
// remove what must be an empty folder by then, and look for no new file in it.
export function removeAll(folder) {
    for (let patience = 100; ; patience--) {
        try {
            return fs.rmSync(folder, {recursive: true, force: true});
        } catch (error) {
            if (patience === 0 || error.code !== 'ENOTEMPTY') throw error;
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10); // ms
        }
    }
}

// Work happens in a scratch folder beside the target and is moved in one step: a target that exists
// is complete, however the last run ended.
export function build(target, work) {
    const scratch = `${target}.partial`;
    fs.rmSync(scratch, {recursive: true, force: true});
    fs.mkdirSync(scratch, {recursive: true});
    work(scratch);
    fs.rmSync(target, {recursive: true, force: true});
    fs.renameSync(scratch, target);
}
