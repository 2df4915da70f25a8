// Fetches one Ghost version, its dependencies and the Node it runs on, and compiles its SQLite driver.
// Everything comes through the ordinary npm client, so the user's registry settings apply.
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import * as layout from './layout.mjs';

const NODE_GYP = '13.1.0';

// Written last, and compared: a changed recipe means a new install.
const marker = version => path.join(layout.install(version), '.recipe.json');

export function installed(version) {
    try {
        return fs.readFileSync(marker(version), 'utf8') === JSON.stringify(layout.recipe(version));
    } catch {
        return false;
    }
}

export function install(version) {
    if (installed(version)) return;
    const started = Date.now();
    const recipe = layout.recipe(version);
    layout.say(`installing Ghost ${version} into ${layout.cache} (a few minutes, once)`);
    fetchTools(recipe);
    layout.build(layout.install(version), (folder) => {
        unpack(`ghost@${version}`, folder);
        dropDevDependencies(folder);
        installDependencies(version, folder);
        layout.say(`dependencies after ${seconds(started)}; compiling ${recipe.sqlite}`);
        compileSqlite(version, folder);
        fs.writeFileSync(path.join(folder, '.recipe.json'), JSON.stringify(recipe));
    });
    layout.say(`installed Ghost ${version} in ${seconds(started)}`);
}

const seconds = since => `${((Date.now() - since) / 1000).toFixed(1)} s`;

function run(logName, cwd, program, args, env = {}) {
    const file = layout.log(logName);
    fs.mkdirSync(path.dirname(file), {recursive: true});
    const out = fs.openSync(file, 'w');
    const result = spawnSync(program, args, {cwd, env: {...process.env, ...env}, stdio: ['ignore', out, out]});
    fs.closeSync(out);
    if (result.error) throw result.error;
    if (result.status !== 0) {
        const why = result.signal ?? `exit code ${result.status}`;
        throw new Error(`${path.basename(program)} ${args[0]} failed (${why}), end of ${file}:\n${layout.tail(file, 30)}`);
    }
}

// `npm pack` rather than `npm install`: only the package itself, and npm checks its integrity.
function unpack(spec, folder) {
    const logName = `pack-${spec.replace(/[^\w.-]/g, '-')}`;
    const download = `${folder}.download`;
    fs.rmSync(download, {recursive: true, force: true});
    fs.mkdirSync(download, {recursive: true});
    run(logName, download, 'npm', ['pack', spec, '--loglevel=error']);
    const archive = fs.readdirSync(download).find(name => name.endsWith('.tgz'));
    run(logName, download, 'tar', ['xzf', archive, '-C', folder, '--strip-components=1']);
    fs.rmSync(download, {recursive: true, force: true});
}

function npmTool(name, version) {
    const target = layout.tool(name, version);
    if (fs.existsSync(target)) return;
    layout.build(target, (folder) => {
        fs.writeFileSync(path.join(folder, 'package.json'), '{"private": true}');
        run(`tool-${name}`, folder, 'npm',
            ['install', `${name}@${version}`, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']);
    });
}

function fetchTools(recipe) {
    if (process.platform !== 'linux') throw new Error('the live suite runs on Linux only');
    const nodeFolder = layout.tool('node', recipe.node);
    // This package holds the binary and its headers, so node-gyp need not download them.
    if (!fs.existsSync(nodeFolder)) {
        layout.build(nodeFolder, folder => unpack(`node-linux-${process.arch}@${recipe.node}`, folder));
    }
    npmTool(...recipe.manager.split('@'));
    npmTool('node-gyp', NODE_GYP);
}

// 5.x names a development dependency on a git host, and yarn fetches those even with --production.
function dropDevDependencies(folder) {
    const file = path.join(folder, 'package.json');
    const manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
    delete manifest.devDependencies;
    fs.writeFileSync(file, JSON.stringify(manifest, null, 2));
}

// Install scripts stay off: they compile drivers the suite does not need and reach for prebuilt
// binaries outside the registry. SQLite, the one native module that must exist, is built below.
const DEPENDENCIES = {
    pnpm: store => ['install', '--prod', '--frozen-lockfile', '--ignore-scripts', '--node-linker=hoisted',
        '--store-dir', store, '--reporter=append-only'],
    // not frozen: the shipped lock file is the monorepo's, and yarn calls it out of date
    yarn: store => ['install', '--production', '--ignore-scripts', '--ignore-engines', '--no-progress',
        '--non-interactive', '--cache-folder', store]
};

function installDependencies(version, folder) {
    const recipe = layout.recipe(version);
    const [name, managerVersion] = recipe.manager.split('@');
    const program = path.join(layout.tool(name, managerVersion), 'node_modules', '.bin', name);
    const store = path.join(layout.cache, 'store.partial');
    const bin = path.dirname(layout.node(version));
    run(`dependencies-${version}`, folder, program, DEPENDENCIES[name](store),
        // pnpm keeps package metadata in XDG's cache folder, outside of ours
        {CI: 'true', PATH: `${bin}:${process.env.PATH}`, XDG_CACHE_HOME: store});
    fs.rmSync(store, {recursive: true, force: true});
}

const firstOf = names => names.find(name => spawnSync(name, ['--version'], {stdio: 'ignore'}).status === 0) ?? names[0];

// The driver is bound to the ABI of the Node that runs Ghost: build with that Node and its headers.
function compileSqlite(version, folder) {
    const recipe = layout.recipe(version);
    const module = path.join(folder, 'node_modules', recipe.sqlite);
    const gyp = path.join(layout.tool('node-gyp', NODE_GYP), 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
    const headers = layout.tool('node', recipe.node);
    run(`sqlite-${version}`, module, layout.node(version), [gyp, 'rebuild', '--release', `--nodedir=${headers}`], {
        CC: process.env.CC || firstOf(['gcc', 'clang', 'cc']),
        CXX: process.env.CXX || firstOf(['g++', 'clang++', 'c++']),
        CFLAGS: '-O1', // halves the compile of SQLite's single huge file; queries here are tiny
        CXXFLAGS: '-O1',
        JOBS: 'max',
        npm_config_nodedir: headers // wins over a nodedir in the user's npmrc
    });
    fs.rmSync(path.join(module, 'build', 'Release', 'obj.target'), {recursive: true, force: true});
}
