// serve.mjs VERSION [KEY=VALUE...]: a pristine Ghost for as long as stdin is open.
//
// stdout: one JSON line when the server is up, then one "done" line per command.
// stdin:  "hot-reset" or "reset", one per line. Its end stops the server: the pipe is the lifeline
//         to the test process and breaks however that process dies.
// A failure is told on stderr and ends the process.
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import {Instance, freePort} from './instance.mjs';
import * as layout from './layout.mjs';

const [version, ...settings] = process.argv.slice(2);
const overrides = Object.fromEntries(settings.map((setting) => {
    const at = setting.indexOf('=');
    return [setting.slice(0, at), setting.slice(at + 1)];
}));
const seed = layout.seed(version);
const instance = new Instance(version, await freePort(), {origin: seed, overrides});

let ending = false;
async function end(code) {
    if (ending) return;
    ending = true;
    await instance.dispose();
    process.exit(code);
}
const fail = (error) => {
    if (!ending) layout.say(error.message);
    return end(1);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(1));
process.stdout.on('error', () => end(1)); // nobody reads any more

// One after the other: a reset in the middle of a reset would see half a database.
let queue = Promise.resolve();
const enqueue = (work) => { queue = queue.then(work).catch(fail); };
const COMMANDS = {
    'hot-reset': () => instance.hotReset(),
    reset: () => instance.coldReset()
};
function command(name) {
    enqueue(async () => {
        if (!Object.hasOwn(COMMANDS, name)) throw new Error(`unknown command '${name}'`);
        await COMMANDS[name]();
        console.log('done');
    });
}
// For a person at a shell. It says nothing on stdout: a "done" nobody asked for would be taken for
// the answer to the next command.
process.on('SIGUSR2', () => enqueue(async () => {
    await COMMANDS['hot-reset']();
    layout.say('hot reset done');
}));

enqueue(async () => {
    await instance.coldReset();
    const accounts = JSON.parse(fs.readFileSync(path.join(seed, 'accounts.json'), 'utf8'));
    console.log(JSON.stringify({
        version, url: instance.url, mailbox: instance.mailbox, log: instance.logFile, pid: instance.child.pid, ...accounts
    }));
});
readline.createInterface({input: process.stdin}).on('line', command).on('close', () => end(0));
