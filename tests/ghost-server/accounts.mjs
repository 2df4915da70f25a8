// Creates the seed's accounts over HTTP, the way a person would: setup, invitations by mail, logins.
import fs from 'node:fs';
import path from 'node:path';

const PASSWORD = 'Sup3r-s3cret-pw!';
const INVITED = ['Administrator', 'Super Editor', 'Editor', 'Author', 'Contributor'];

export async function createAccounts(url, mailbox) {
    const api = new AdminApi(url);
    await api.call('POST', '/authentication/setup/', 201, {
        setup: [{name: 'Olivia Owner', email: 'owner@example.com', password: PASSWORD, blogTitle: 'Ghost Lab'}]
    });
    const owner = await api.login('owner@example.com');
    const users = [await describe(owner)];
    const {roles} = await owner.call('GET', '/roles/?limit=100', 200);
    for (const name of INVITED) {
        const role = roles.find(candidate => candidate.name === name);
        users.push(await describe(await invite(owner, role, mailbox)));
    }
    return {users, ...await createIntegration(owner)};
}

class AdminApi {
    constructor(url, cookie = null) {
        this.url = url;
        this.cookie = cookie;
    }

    async request(method, route, status, body) {
        const response = await fetch(`${this.url}/ghost/api/admin${route}`, {
            method,
            headers: {
                origin: this.url, // a session belongs to the origin it was made from
                'accept-version': 'v5.0',
                'content-type': 'application/json',
                ...(this.cookie ? {cookie: this.cookie} : {})
            },
            body: body && JSON.stringify(body)
        });
        // To the end, always: Ghost sends the headers of a login first, and the last byte of its
        // body only after the session is stored.
        const text = await response.text();
        if (response.status !== status) {
            throw new Error(`${method} ${route} answered ${response.status}: ${text.slice(0, 800)}`);
        }
        return {text, headers: response.headers};
    }

    async call(method, route, status, body) {
        return JSON.parse((await this.request(method, route, status, body)).text);
    }

    async login(username) {
        const {headers} = await this.request('POST', '/session/', 201, {username, password: PASSWORD});
        return new AdminApi(this.url, headers.get('set-cookie').split(';')[0]);
    }
}

async function invite(owner, role, mailbox) {
    const email = `${role.name.toLowerCase().replace(' ', '-')}@example.com`;
    await owner.call('POST', '/invites/', 201, {invites: [{email, role_id: role.id}]});
    const token = await inviteToken(mailbox, email);
    await new AdminApi(owner.url).call('POST', '/authentication/invitation/', 200, {
        invitation: [{token, email, name: `Test ${role.name}`, password: PASSWORD}]
    });
    return new AdminApi(owner.url).login(email);
}

// Everybody may read their own staff token, and nobody else's.
async function describe(session) {
    const {users: [user]} = await session.call('GET', '/users/me/?include=roles', 200);
    const {apiKey} = await session.call('GET', `/users/${user.id}/token/`, 200);
    return {
        role: user.roles[0].name,
        id: user.id,
        slug: user.slug,
        name: user.name,
        email: user.email,
        password: PASSWORD,
        staff_token: keyPair(apiKey)
    };
}

async function createIntegration(owner) {
    const {integrations: [integration]} = await owner.call('POST', '/integrations/?include=api_keys,webhooks', 201, {
        integrations: [{name: 'SDK Test'}]
    });
    const key = type => integration.api_keys.find(candidate => candidate.type === type);
    return {integration_id: integration.id, admin_key: keyPair(key('admin')), content_key: key('content').secret};
}

// Some answers hold "id:secret" in `secret`, others the bare secret.
const keyPair = key => (key.secret.includes(':') ? key.secret : `${key.id}:${key.secret}`);

async function inviteToken(mailbox, email) {
    for (let tries = 0; tries < 200; tries++) {
        for (const mail of readMails(mailbox)) {
            const link = mail.toLowerCase().includes(`to: ${email}`) && decoded(mail).match(/\/signup\/([\w=%-]+)\//);
            if (link) return decodeURIComponent(link[1]);
        }
        await new Promise(resolve => setTimeout(resolve, 50));
    }
    throw new Error(`no invitation was mailed to ${email}`);
}

const readMails = mailbox => fs.readdirSync(mailbox)
    .filter(name => name.endsWith('.eml'))
    .map(name => fs.readFileSync(path.join(mailbox, name), 'utf8'));

// Each MIME part has its own encoding; the link may sit in any of them.
function decoded(mail) {
    return mail.split(/\r?\n--/).map((part) => {
        const [head, ...rest] = part.split(/\r?\n\r?\n/);
        const body = rest.join('\n\n');
        if (/content-transfer-encoding:\s*base64/i.test(head)) return Buffer.from(body, 'base64').toString();
        if (!/content-transfer-encoding:\s*quoted-printable/i.test(head)) return body;
        return body.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    }).join('\n');
}
