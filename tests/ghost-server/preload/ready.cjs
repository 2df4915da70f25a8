// Holds Ghost's own {ready: true} back until it is true: 5.x sends it before it knows its URLs.
'use strict';
const {urlsKnown} = require('./ghost.cjs');

const send = process.send.bind(process);
process.send = (message, ...rest) => {
    if (!message || message.ready !== true) return send(message, ...rest);
    urlsKnown().then(() => send(message, ...rest), error => send({ready: false, error: error.stack}));
    return true;
};
