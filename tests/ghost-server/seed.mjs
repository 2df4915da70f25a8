// Makes the seed of one version: migrate an empty database, create the accounts, keep the result.
import fs from 'node:fs';
import path from 'node:path';
import {createAccounts} from './accounts.mjs';
import {Instance, freePort} from './instance.mjs';
import * as layout from './layout.mjs';

export const seeded = version => fs.existsSync(layout.seed(version));

export async function seed(version) {
    if (seeded(version)) return;
    const started = Date.now();
    const instance = new Instance(version, await freePort());
    try {
        await instance.coldReset();
        const accounts = await createAccounts(instance.url, instance.mailbox);
        // A graceful end: closes SQLite's files and writes Node's compile cache, 2 s of every later boot.
        await instance.stop('SIGTERM');
        layout.build(layout.seed(version), (folder) => {
            fs.copyFileSync(instance.database, path.join(folder, 'ghost.db'));
            fs.cpSync(instance.content, path.join(folder, 'content'), {recursive: true});
            fs.writeFileSync(path.join(folder, 'accounts.json'), JSON.stringify(accounts, null, 2));
        });
    } catch (error) {
        throw new Error(`seeding Ghost ${version} failed: ${error.message}\n${instance.logTail()}`);
    } finally {
        await instance.dispose();
    }
    layout.say(`seeded Ghost ${version} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
