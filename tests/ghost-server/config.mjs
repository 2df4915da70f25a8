// Ghost's configuration for a test instance: SQLite in the run folder, loopback only, nothing throttled.

// Nothing listens on the discard port: what Ghost would tell the outside world is refused at once.
const NOWHERE = 'http://127.0.0.1:9';

// Brute-force limits sit in Ghost's database and would answer 429 to a busy suite.
const UNTHROTTLED = {minWait: 1, maxWait: 1, lifetime: 1, freeRetries: 100000};
const THROTTLES = ['user_login', 'user_reset', 'user_verification', 'send_verification_code',
    'global_reset', 'global_block', 'content_api_key', 'email_preview_block'];

export function config(run, port) {
    return {
        url: `http://127.0.0.1:${port}`,
        server: {host: '127.0.0.1', port, shutdownTimeout: 1000},
        database: {client: 'sqlite3', connection: {filename: run.database}, useNullAsDefault: true},
        paths: {contentPath: run.content},
        logging: {level: 'info', transports: ['stdout']},
        mail: {from: 'noreply@example.com', transport: 'sendmail', options: {path: run.sendmail}},
        sendWelcomeEmail: false,
        bulkEmail: {mailgun: {baseUrl: `${NOWHERE}/v3`, domain: 'example.com', apiKey: 'none'}},
        backgroundJobs: {emailAnalytics: false},
        emailAnalytics: {enabled: false},
        // Without a mailbox at hand the six-digit code is a nuisance; without internal addresses no
        // webhook reaches a test. Both can be overridden per instance.
        security: {staffDeviceVerification: false, allowWebhookInternalIPs: true},
        privacy: {useTinfoil: true, useUpdateCheck: false, useGravatar: false, useRpcPing: false, useStructuredData: false},
        updateCheck: {url: `${NOWHERE}/`, forceUpdate: false},
        explore: {update_url: '', testimonials_url: ''},
        gravatar: {url: `${NOWHERE}/`},
        disableMigrationBackups: true,
        optimization: {themes: {skipBootChecks: true}}, // 0.4 s of every boot
        spam: Object.fromEntries(THROTTLES.map(name => [name, UNTHROTTLED]))
    };
}

// Stands in for sendmail: one .eml file per mail, renamed into place so that a reader sees whole mails.
export const sendmail = mailbox => `#!/bin/sh
mail="${mailbox}/$(date +%s%N)-$$"
cat > "$mail.partial" && mv "$mail.partial" "$mail.eml"
`;
