// insert-rows.mjs RUN_FOLDER: writes rows into the database of the Ghost that runs there.
//
// stdin:  a list of {table, values}. Columns that the version lacks are left out, missing ones that
//         must not be empty are made up; a table that the version lacks is passed over.
// stdout: {"inserted": N, "failed": ["why", ...]}.
import {spawnSync} from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const run = process.argv[2];
const ghost = fs.realpathSync(path.join(run, 'current'));
process.env.GHOST_TEST_CACHE ??= path.resolve(ghost, '../..');
const layout = await import('./layout.mjs');

// The database driver is compiled for the Node that Ghost runs on.
const wanted = layout.node(path.basename(ghost));
if (fs.realpathSync(process.execPath) !== fs.realpathSync(wanted)) {
    process.exit(spawnSync(wanted, [fileURLToPath(import.meta.url), run], {stdio: 'inherit'}).status ?? 1);
}

const has = name => fs.existsSync(path.join(ghost, 'node_modules', name));
const load = name => createRequire(import.meta.url)(path.join(ghost, 'node_modules', name));

const database = has('better-sqlite3') ? withBetterSqlite() : withSqlite3();

function withBetterSqlite() {
    const open = new (load('better-sqlite3'))(path.join(run, 'ghost.db'), {timeout: 10_000});
    return {
        columns: async table => open.pragma(`table_info(${table})`),
        write: async (sql, values) => open.prepare(sql).run(...values)
    };
}

function withSqlite3() {
    const open = new (load('sqlite3').Database)(path.join(run, 'ghost.db'));
    open.configure('busyTimeout', 10_000);
    const promise = call => new Promise((resolve, reject) => call((error, rows) => (error ? reject(error) : resolve(rows))));
    return {
        columns: table => promise(done => open.all(`pragma table_info(${table})`, done)),
        write: (sql, values) => promise(done => open.run(sql, values, done))
    };
}

function madeUp({name, type}) {
    if (name === 'id') return crypto.randomBytes(12).toString('hex');
    if (name.endsWith('uuid')) return crypto.randomUUID();
    if (name.endsWith('_at')) return '2024-05-06 07:08:09';
    if (name.endsWith('_by')) return '1';
    return /int|bool|float/i.test(type) ? 0 : 'made-up';
}

async function insert({table, values}) {
    const columns = await database.columns(table);
    const filled = columns
        .filter(({name, notnull, dflt_value: fallback}) => Object.hasOwn(values, name) || (notnull && fallback === null))
        .map(column => [column.name, Object.hasOwn(values, column.name) ? values[column.name] : madeUp(column)]);
    if (columns.length === 0) return 0;
    const names = filled.map(([name]) => `"${name}"`).join(', ');
    const marks = filled.map(() => '?').join(', ');
    await database.write(`insert into ${table} (${names}) values (${marks})`, filled.map(([, value]) => value));
    return 1;
}

let inserted = 0;
const failed = [];
// As one transaction, or the disk would be waited for at every row. A row that fails takes no other with it.
await database.write('begin immediate', []);
for (const row of JSON.parse(fs.readFileSync(0, 'utf8'))) {
    try {
        inserted += await insert(row);
    } catch (error) {
        failed.push(`${row.table}: ${error.message}`);
    }
}
await database.write('commit', []);
console.log(JSON.stringify({inserted, failed}));
