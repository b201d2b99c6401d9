// The official app authentication and REST client: mints narrow tokens, opens a pull request, and meets the refusals.
import { createAppAuth } from '@octokit/auth-app';
import { request as plainRequest } from '@octokit/request';
import { Octokit } from '@octokit/rest';
import { readFileSync } from 'node:fs';

const [baseUrl, appId, keyPath, installationId, owner, repo, branch] = process.argv.slice(2);
const request = plainRequest.defaults({ baseUrl });
const auth = createAppAuth({ appId, privateKey: readFileSync(keyPath, 'utf8'), request });
const results = {};
const run = async (name, call) => {
  try {
    const { status, data } = await call();
    results[name] = { status, data };
    return data;
  } catch (error) {
    results[name] = { status: error.status ?? 0, message: error.message, body: error.response?.data ?? null, accepted: error.response?.headers?.['x-accepted-github-permissions'] ?? null };
    return {};
  }
};

const app = new Octokit({ authStrategy: createAppAuth, auth: { appId, privateKey: readFileSync(keyPath, 'utf8') }, baseUrl, log: { debug() {}, info() {}, warn() {}, error() {} } });
await run('app', () => app.apps.getAuthenticated());
await run('installation', () => app.apps.getRepoInstallation({ owner, repo }));
await run('notInstalled', () => app.apps.getRepoInstallation({ owner, repo: 'uninstalled' }));

const token = await auth({ type: 'installation', installationId, repositoryNames: [repo], permissions: { pull_requests: 'write', contents: 'read', issues: 'write' } });
results.token = { length: token.token.length, dots: token.token.split('.').length - 1, permissions: token.permissions, repositories: token.repositoryNames };
await run('misspelt', () => app.apps.createInstallationAccessToken({ installation_id: installationId, permissions: { pull_request: 'write' } }));
await run('tooMuch', () => app.apps.createInstallationAccessToken({ installation_id: installationId, permissions: { administration: 'write' } }));
await run('badLevel', () => app.apps.createInstallationAccessToken({ installation_id: installationId, permissions: { contents: 'wirte' } }));
await run('otherRepo', () => app.apps.createInstallationAccessToken({ installation_id: installationId, repositories: ['uninstalled'] }));

const octokit = new Octokit({ auth: token.token, baseUrl, log: { debug() {}, info() {}, warn() {}, error() {} } });
await run('repository', () => octokit.repos.get({ owner, repo }));
await run('outside', () => octokit.repos.get({ owner, repo: 'gadgets' }));
await run('branch', () => octokit.repos.getBranch({ owner, repo, branch }));
await run('ref', () => octokit.git.getRef({ owner, repo, ref: `heads/${branch}` }));
await run('compare', () => octokit.repos.compareCommitsWithBasehead({ owner, repo, basehead: `main...${branch}` }));
await run('noCommits', () => octokit.pulls.create({ owner, repo, title: 'x', head: 'main', base: 'main' }));
await run('noBranch', () => octokit.pulls.create({ owner, repo, title: 'x', head: 'agent/none', base: 'main' }));
const pull = await run('create', () => octokit.pulls.create({ owner, repo, title: 'Correct the README', head: branch, base: 'main', body: 'By the app', draft: true }));
await run('again', () => octokit.pulls.create({ owner, repo, title: 'Correct the README', head: branch, base: 'main' }));
await run('find', () => octokit.pulls.list({ owner, repo, head: `${owner}:${branch}`, state: 'open' }));
await run('edit', () => octokit.pulls.update({ owner, repo, pull_number: pull.number, title: 'Correct the README at once' }));
await run('label', () => octokit.issues.addLabels({ owner, repo, issue_number: pull.number, labels: ['agent'] }));
await run('comment', () => octokit.issues.createComment({ owner, repo, issue_number: pull.number, body: 'Done.' }));
await run('checks', () => octokit.request('GET /repos/{owner}/{repo}/commits/{ref}', { owner, repo, ref: branch }));

const readOnly = await auth({ type: 'installation', installationId, repositoryNames: [repo], permissions: { contents: 'read' } });
const reader = new Octokit({ auth: readOnly.token, baseUrl, log: { debug() {}, info() {}, warn() {}, error() {} } });
await run('forbidden', () => reader.pulls.create({ owner, repo, title: 'x', head: branch, base: 'main' }));
await run('revoke', () => reader.apps.revokeInstallationAccessToken());
await run('revoked', () => reader.repos.get({ owner, repo }));
await run('bot', () => octokit.users.getByUsername({ username: `${results.app.data.slug}[bot]` }));
console.log(JSON.stringify(results));
