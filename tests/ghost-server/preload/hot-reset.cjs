// Puts the seed's rows into the open database and makes Ghost forget what it keeps in memory.
// Takes {reset: SEED_DB, into: LIVE_DB} from the harness, answers {resetDone, needsBoot} or {resetDone, error}.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const {Worker} = require('node:worker_threads');
const {ghost, ghostModule, urlsKnown} = require('./ghost.cjs');

const has = name => fs.existsSync(path.join(ghost, 'node_modules', name));
const dependency = name => require(path.join(ghost, 'node_modules', name));

const copyDatabase = has('better-sqlite3') ? copyWithBetterSqlite : copyWithSqlite3;

// SQLite's online backup takes the locks that Ghost's own connection respects. In a worker, because
// this driver is synchronous: a write of Ghost's that meets a half-done copy blocks its thread, and
// the copy could never go on in that same thread (5 s, then "database is locked").
function copyWithBetterSqlite(seed, live) {
    return new Promise((resolve, reject) => {
        const driver = path.join(ghost, 'node_modules', 'better-sqlite3');
        const worker = new Worker(path.join(__dirname, 'copy-database.cjs'), {workerData: {driver, seed, live}});
        worker.once('error', reject).once('exit', code => (code === 0 ? resolve() : reject(new Error(`exit code ${code}`))));
    });
}

// This driver is asynchronous, so the copy could cut through a transaction, which would then keep
// Ghost's only connection until the requests waiting for it time out (60 s). Whoever borrows that
// connection meets no query under way, not even one that goes on behind an answered request.
async function copyWithSqlite3(seed, live) {
    const {client} = ghostModule('server/data/db').knex;
    const connection = await client.acquireConnection();
    try {
        await backupWithSqlite3(seed, live);
    } finally {
        client.releaseConnection(connection);
    }
}

function backupWithSqlite3(seed, live) {
    const sqlite3 = dependency('sqlite3');
    return new Promise((resolve, reject) => {
        const source = new sqlite3.Database(seed, sqlite3.OPEN_READONLY, (openError) => {
            if (openError) return reject(openError);
            const backup = source.backup(live);
            backup.step(-1, (error) => {
                backup.finish(() => source.close(() => (error ? reject(error) : resolve())));
            });
        });
    });
}

// Ghost wires Stripe up when the keys change, and never takes the wiring down.
const stripeKeys = () => ['stripe_secret_key', 'stripe_connect_secret_key']
    .map(key => ghostModule('shared/settings-cache').get(key) || '').join();

async function forget() {
    await forgetSettings();
    await forgetTiers();
    await forgetTheme();
    await forgetUrls();
}

async function forgetSettings() {
    const settings = ghostModule('server/services/settings/settings-service');
    if (settings.reset) settings.reset();
    await settings.init();
}

// Every tier is held in memory. 6.x shows its repository; 5.x hides it, so a new one is made.
async function forgetTiers() {
    const tiers = ghostModule('server/services/tiers');
    if (tiers.repository) return tiers.repository.init();
    tiers.api = null;
    await tiers.init();
}

async function forgetTheme() {
    const active = ghostModule('frontend/services/theme-engine/active').get();
    const wanted = ghostModule('shared/settings-cache').get('active_theme');
    if (active && active.name !== wanted) await ghostModule('server/services/themes').init();
}

// 5.x computes the URL of every resource up front, 6.x when asked.
async function forgetUrls() {
    const urls = ghostModule('server/services/url');
    if (!urls.softReset || !urls.resources) return;
    urls.softReset();
    await urls.resources.fetchResources();
    urls.queue.start({event: 'init', tolerance: 100, requiredSubscriberCount: 1});
    await urlsKnown();
}

// Ghost's background jobs write too, and a write in progress refuses the copy.
async function copyDatabaseWhenFree(seed, live) {
    for (let patience = 100; ; patience--) {
        try {
            return await copyDatabase(seed, live);
        } catch (error) {
            if (patience === 0 || !/SQLITE_(BUSY|LOCKED)/.test(`${error.code} ${error.message}`)) throw error;
            await new Promise(resolve => setTimeout(resolve, 50));
        }
    }
}

async function reset({reset: seed, into: live}) {
    const before = stripeKeys();
    await copyDatabaseWhenFree(seed, live);
    await forget();
    return {needsBoot: stripeKeys() !== before};
}

process.on('message', (message) => {
    if (!message || !message.reset) return;
    reset(message)
        .catch(error => ({error: error.stack}))
        .then(answer => process.send({resetDone: true, ...answer}));
});
process.channel.unref(); // listening to the harness is no reason to stay alive
