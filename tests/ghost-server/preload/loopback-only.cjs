// Refuses every connection and every name lookup that would leave the machine, and notes it in blocked.log.
'use strict';
const dns = require('node:dns');
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');

const log = path.join(process.env.GHOST_TEST_RUN, 'blocked.log');

const isLoopback = host => !host || ['localhost', '::1', '::', '0.0.0.0'].includes(host) ||
    /^(::ffff:)?127\./.test(host);

function refusal(call, host, code) {
    fs.appendFileSync(log, `${new Date().toISOString()} ${call} ${host}\n`);
    return Object.assign(new Error(`${call} ${host} refused: the test server is loopback only`), {code, syscall: call});
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
    const [options] = net._normalizeArgs(Array.isArray(args[0]) ? args[0] : args);
    if (options.path || isLoopback(options.host)) return connect.apply(this, args);
    const error = refusal('connect', options.host, 'ECONNREFUSED');
    process.nextTick(() => this.destroy(error));
    return this;
};

// `lookup` may be asked for a loopback name; the others talk to a name server, so never.
const guarded = name => name === 'lookup' || /^(resolve|reverse)/.test(name);

for (const [api, isPromise] of [[dns, false], [dns.promises, true]]) {
    for (const name of Object.keys(api).filter(key => guarded(key) && typeof api[key] === 'function')) {
        const original = api[name];
        api[name] = function (host, ...rest) {
            if (name === 'lookup' && isLoopback(host)) return original.call(api, host, ...rest);
            const error = refusal(name, host, 'ENOTFOUND');
            if (isPromise) return Promise.reject(error);
            const callback = rest[rest.length - 1];
            return process.nextTick(() => callback(error));
        };
    }
}
