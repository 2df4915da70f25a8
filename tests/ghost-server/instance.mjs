// One running Ghost: its run folder, its process, and the ways back to the seeded state.
import {spawn} from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import {config, sendmail} from './config.mjs';
import * as layout from './layout.mjs';

const BOOT_LIMIT_MS = Number(process.env.GHOST_TEST_BOOT_TIMEOUT ?? 120) * 1000;
const RESET_LIMIT_MS = 20_000;
const CONTENT_FOLDERS = ['data', 'images', 'media', 'files', 'logs', 'settings', 'public', 'themes', 'adapters'];
// Ghost reads these at boot and keeps what it read, so only a boot undoes a change.
const READ_AT_BOOT = ['themes', 'settings', 'data'];

// Below the range the kernel hands out by itself, so that no outgoing connection takes the port
// while Ghost is down for a reset.
export async function freePort() {
    for (let tries = 0; tries < 50; tries++) {
        const port = 20_000 + Math.floor(Math.random() * 12_000);
        const free = await new Promise((resolve) => {
            const probe = net.createServer();
            probe.once('error', () => resolve(false));
            probe.listen({host: '127.0.0.1', port, exclusive: true}, () => probe.close(() => resolve(true)));
        });
        if (free) return port;
    }
    throw new Error('no free port found on 127.0.0.1');
}

export class Instance {
    // `origin` holds ghost.db and content/: the seed, or nothing for the instance that makes the seed.
    constructor(version, port, {origin = null, overrides = {}} = {}) {
        this.version = version;
        this.port = port;
        this.url = `http://127.0.0.1:${port}`;
        this.origin = origin;
        this.overrides = overrides;
        this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ghost-test-'));
        const inside = name => path.join(this.folder, name);
        this.database = inside('ghost.db');
        this.content = inside('content');
        this.mailbox = inside('mail');
        this.sendmail = inside('sendmail.sh');
        this.logFile = inside('ghost.log');
        this.child = null;
        this.writeSetup();
    }

    writeSetup() {
        fs.writeFileSync(path.join(this.folder, 'config.production.json'), JSON.stringify(config(this, this.port), null, 2));
        fs.writeFileSync(this.sendmail, sendmail(this.mailbox), {mode: 0o755});
        // Ghost takes its config from the working folder and its code from ./current there.
        fs.symlinkSync(layout.install(this.version), path.join(this.folder, 'current'));
    }

    get alive() {
        return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
    }

    async coldReset() {
        await this.stop('SIGKILL');
        for (const suffix of ['', '-journal', '-wal', '-shm']) fs.rmSync(this.database + suffix, {force: true});
        const source = this.origin ?? layout.install(this.version);
        if (this.origin) fs.copyFileSync(path.join(this.origin, 'ghost.db'), this.database, fs.constants.COPYFILE_FICLONE);
        this.restoreContent(source, null);
        await this.boot();
        this.bootedWith = this.fingerprint();
    }

    // The seed's rows go into the open database; a change that only a boot undoes gets one.
    async hotReset() {
        if (!this.alive || this.fingerprint() !== this.bootedWith) return this.coldReset();
        this.restoreContent(this.origin, ['images', 'media', 'files']);
        const answer = await this.ask({reset: path.join(this.origin, 'ghost.db'), into: this.database});
        if (answer.error) layout.say(`hot reset failed, restarting Ghost instead: ${answer.error}`);
        if (answer.error || answer.needsBoot) await this.coldReset();
    }

    restoreContent(source, only) {
        layout.removeAll(this.mailbox);
        fs.mkdirSync(this.mailbox);
        for (const name of only ?? ['.']) {
            const from = path.join(source, 'content', name);
            const to = path.join(this.content, name);
            layout.removeAll(to);
            if (fs.existsSync(from)) fs.cpSync(from, to, {recursive: true, mode: fs.constants.COPYFILE_FICLONE});
        }
        for (const name of CONTENT_FOLDERS) fs.mkdirSync(path.join(this.content, name), {recursive: true});
    }

    fingerprint() {
        const describe = (file) => {
            const stat = fs.lstatSync(file);
            if (!stat.isDirectory()) return [`${file} ${stat.size} ${stat.mtimeMs}`];
            return fs.readdirSync(file).flatMap(name => describe(path.join(file, name)));
        };
        return READ_AT_BOOT.flatMap(name => describe(path.join(this.content, name))).sort().join('\n');
    }

    async boot() {
        const log = fs.openSync(this.logFile, 'a');
        this.child = spawn(layout.node(this.version),
            ['--require', path.join(layout.here, 'preload', 'index.cjs'), 'current/index.js'],
            {cwd: this.folder, env: this.environment(), stdio: ['ignore', log, log, 'ipc']});
        fs.closeSync(log);
        const child = this.child;
        const outcome = await new Promise((resolve) => {
            setTimeout(() => resolve('timed out'), BOOT_LIMIT_MS).unref();
            // Ghost reports {ready} once it would answer; before that it listens and answers 503.
            child.on('message', message => 'ready' in message && resolve(message.ready ? 'ready' : 'gave up'));
            child.once('exit', code => resolve(`exited with code ${code}`));
            child.once('error', error => resolve(error.message));
        });
        if (outcome !== 'ready') throw new Error(`Ghost ${this.version} did not boot (${outcome}), end of its log:\n${this.logTail()}`);
    }

    // Nothing of the caller's environment but the necessary: Ghost takes any variable for a config key.
    environment() {
        const {PATH, HOME, TMPDIR} = process.env;
        return {
            ...Object.fromEntries(Object.entries({PATH, HOME, TMPDIR}).filter(([, value]) => value !== undefined)),
            ...this.overrides,
            NODE_ENV: 'production',
            NODE_COMPILE_CACHE: layout.compileCache(this.version),
            GHOST_TEST_RUN: this.folder
        };
    }

    ask(request) {
        const {child} = this;
        return new Promise((resolve) => {
            const timer = setTimeout(() => done({error: `no answer in ${RESET_LIMIT_MS} ms`}), RESET_LIMIT_MS);
            const onMessage = message => 'resetDone' in message && done(message);
            const onExit = () => done({error: 'Ghost exited'});
            function done(answer) {
                clearTimeout(timer);
                child.off('message', onMessage).off('exit', onExit);
                resolve(answer);
            }
            child.on('message', onMessage).once('exit', onExit);
            child.send(request, error => error && done({error: error.message}));
        });
    }

    logTail() {
        return layout.tail(this.logFile, 40);
    }

    async stop(signal) {
        if (!this.alive) return;
        const {child} = this;
        const gone = new Promise(resolve => child.once('exit', resolve));
        child.kill(signal);
        const patience = setTimeout(() => child.kill('SIGKILL'), 5000);
        await gone;
        clearTimeout(patience);
    }

    async dispose() {
        await this.stop('SIGKILL');
        if (process.env.GHOST_TEST_KEEP) layout.say(`kept ${this.folder}`);
        else layout.removeAll(this.folder);
    }
}
