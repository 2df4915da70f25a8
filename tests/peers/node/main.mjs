// The work of a program that uses a client, done by the JavaScript clients and by Node alone.
//
// node main.mjs TASK CONTENDER ARGUMENTS…: does its work a few times for nothing, then measures, and prints one line of JSON: what one
// time cost, in seconds, and the peak of memory in bytes. The same words as those of the Rust program beside it.
import fs from 'node:fs';

const KEY = '6b0651d2fb70531d3b71c6af:' + '0b'.repeat(32);

/** What this process costs from here on, all its threads included. */
function since() {
    const before = process.cpuUsage();
    const began = process.hrtime.bigint();
    return {
        print(times) {
            const wall = Number(process.hrtime.bigint() - began) / 1e9;
            const {user, system} = process.cpuUsage(before);
            const each = seconds => seconds / times;
            console.log(JSON.stringify({
                wall: each(wall), user: each(user / 1e6), cpu: each((user + system) / 1e6), bytes: process.resourceUsage().maxRSS * 1024
            }));
        }
    };
}

async function repeated(times, work) {
    for (let count = 0; count < times / 10; count++) await work();
    const cost = since();
    for (let count = 0; count < times; count++) await work();
    cost.print(times);
}

function decode(contender, times, page) {
    const bytes = fs.readFileSync(page);
    const text = bytes.toString('utf8');
    const contenders = {
        'JSON.parse of a string': () => JSON.parse(text),
        'JSON.parse of bytes': () => JSON.parse(bytes.toString('utf8'))
    };
    const read = contenders[contender];
    const work = () => {
        if (read().posts.length === 0) throw new Error('the page has no posts');
    };
    // Not through `repeated`: nothing is awaited.
    for (let count = 0; count < times / 10; count++) work();
    const cost = since();
    for (let count = 0; count < times; count++) work();
    cost.print(times);
}

async function official(url, key) {
    const {default: GhostAdminAPI} = await import('@tryghost/admin-api');
    return new GhostAdminAPI({url, key, version: 'v6.0'});
}

async function requests(contender, times, url) {
    const clients = {
        '@tryghost/admin-api': async () => {
            const api = await official(url, KEY);
            return () => api.posts.browse({limit: 1});
        },
        '@ts-ghost/admin-api': async () => {
            const {TSGhostAdminAPI} = await import('@ts-ghost/admin-api');
            const api = new TSGhostAdminAPI(url, KEY, 'v6.0');
            return async () => {
                const answer = await api.posts.browse({limit: 1}).fetch();
                if (!answer.success) throw new Error(JSON.stringify(answer.errors));
                return answer.data;
            };
        }
    };
    const ask = await clients[contender]();
    await repeated(times, async () => {
        if ((await ask()).length !== 1) throw new Error('the answer has one post');
    });
}

/** All members of a real site, page by page, as the client's documentation has it. */
async function exported(url, key, total) {
    const api = await official(url, key);
    const cost = since();
    let found = 0;
    for (let page = 1; page !== null;) {
        const members = await api.members.browse({limit: 100, page});
        found += members.filter(member => member.email).length;
        page = members.meta.pagination.next;
    }
    if (found < total) throw new Error(`${found} members of ${total}`);
    cost.print(1);
}

const [task, ...words] = process.argv.slice(2);
if (task === 'decode') decode(words[0], Number(words[1]), words[2]);
else if (task === 'requests') await requests(words[0], Number(words[1]), words[2]);
else if (task === 'export') await exported(words[0], words[1], Number(words[2]));
else throw new Error('no such task: see main.mjs');
