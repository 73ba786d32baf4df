/** The HTML of the plain pages: what this is, the form to sign in, the form to choose a password. */

import { escapeHtml, htmlPage } from '../../platform/http/html.js';
import type { AnsweredProblem } from '../../platform/http/problem-answer.js';
import { API_PREFIX } from '../../platform/http/register-routes.js';
import { WELCOME_PATH } from './login-link.js';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from './password-rules.js';
import type { Me } from './session-schema.js';

export const SIGN_IN_PATH = '/sign-in';
export const SIGN_OUT_PATH = '/sign-out';

const LINKS = `<h2>For programs</h2>
<ul>
<li><a href="/docs">API documentation</a>, also as <a href="${API_PREFIX}/openapi.json">OpenAPI 3.1</a></li>
<li><a href="/docs/problems">Problems</a>: what the API answers when something cannot be done</li>
<li>Health: <a href="/healthz">the process answers</a>, <a href="/readyz">it can work</a></li>
</ul>`;

const ABOUT = `<h1>Ratedeck</h1>
<p class="lead">Rate tables, rating plans and the price of every call.</p>`;

function errorText(error: string | null): string {
  return error === null ? '' : `<p class="error" role="alert">${escapeHtml(error)}</p>`;
}

function signInForm(login: string, error: string | null): string {
  return `<h2>Sign in</h2>
${errorText(error)}
<form method="post" action="${SIGN_IN_PATH}">
<label for="login">Login</label>
<input id="login" name="login" value="${escapeHtml(login)}" required autocomplete="username"
  autocapitalize="none" spellcheck="false">
<label for="password">Password</label>
<input id="password" name="password" type="password" required autocomplete="current-password">
<button>Sign in</button>
</form>
<p class="hint">No password yet, or forgotten? An administrator makes a login link for you. The first
one was printed where the server was started.</p>`;
}

/** For somebody who is not signed in. */
export function signInPage(login = '', error: string | null = null): string {
  return htmlPage('Sign in - Ratedeck', `${ABOUT}\n${signInForm(login, error)}\n${LINKS}`);
}

export function signedInPage({ login, name, role, account, csrfToken }: Me): string {
  return htmlPage(
    'Ratedeck',
    `${ABOUT}
<p class="note">Signed in as <strong>${escapeHtml(name)}</strong> (${escapeHtml(login ?? '')}), role
${escapeHtml(role)}, account ${escapeHtml(account.name)}.</p>
<form method="post" action="${SIGN_OUT_PATH}">
<input type="hidden" name="csrf" value="${escapeHtml(csrfToken ?? '')}">
<button class="plain">Sign out</button>
</form>
${LINKS}`,
  );
}

export function choosePasswordPage(
  token: string,
  login: string,
  errors: readonly string[],
): string {
  return htmlPage(
    'Choose a password - Ratedeck',
    `<h1>Choose a password</h1>
<p class="lead">Then you are signed in as ${escapeHtml(login)}.</p>
${errors.map(errorText).join('\n')}
<form method="post" action="${WELCOME_PATH}">
<input type="hidden" name="token" value="${escapeHtml(token)}">
<label for="login">Login</label>
<input id="login" value="${escapeHtml(login)}" readonly autocomplete="username">
<label for="password">Password</label>
<input id="password" name="password" type="password" required minlength="${PASSWORD_LENGTH_MIN}"
  autocomplete="new-password" aria-describedby="rules">
<p class="hint" id="rules">${PASSWORD_LENGTH_MIN} to ${PASSWORD_LENGTH_MAX} characters. A few words
that only you put together are best.</p>
<label for="again">The same again</label>
<input id="again" name="again" type="password" required autocomplete="new-password">
<button>Choose and sign in</button>
</form>`,
  );
}

/** What went wrong, where there is no form to say it in. */
export function problemPage({ body }: AnsweredProblem): string {
  const title = String(body['title']);
  return htmlPage(
    'Ratedeck',
    `<h1>${escapeHtml(title)}</h1>
<p class="error" role="alert">${escapeHtml(String(body['detail']))}</p>
<p><a href="/">To the first page</a></p>`,
  );
}
