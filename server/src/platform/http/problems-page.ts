/** The catalogue of problems as a page for people; each has its anchor, to which answers point. */

import { problemKinds } from '../problems/catalogue.js';
import { escapeHtml, htmlPage } from './html.js';

const withCode = (text: string): string =>
  escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');

export function problemsPage(): string {
  const entries = Object.entries(problemKinds).map(
    ([code, { status, title, meaning }]) =>
      `<dt id="${code}"><code>${code}</code> <span class="status">${status}</span></dt>
<dd>${withCode(title)} ${withCode(meaning)}</dd>`,
  );
  return htmlPage(
    'Problems - Ratedeck',
    `<h1>Problems</h1>
<p class="lead">What the API answers when it cannot do what was asked. Codes never change their meaning.</p>
<dl>
${entries.join('\n')}
</dl>`,
  );
}
