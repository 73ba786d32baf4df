/** Plain pages of the server itself: one style for light and dark, no script, text escaped. */

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => marks[mark]!);
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1c2330; --paper: #fff; --soft: #5b6675; --line: #dfe3e9;
  --accent: #0b63ce; --panel: #f6f8fa; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --paper: #12161c; --soft: #9aa6b5;
  --line: #2a313c; --accent: #6cb0ff; --panel: #1a2029; --bad: #ff8f87; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 3rem 1.25rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .5rem; }
p, ul, dl { margin: .5rem 0; } .lead { color: var(--soft); font-size: 1.1rem; }
a { color: var(--accent); } ul { padding-left: 1.2rem; }
code, pre { font: .9em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { background: var(--panel); padding: .1em .35em; border-radius: 4px; overflow-wrap: anywhere; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 8px;
  padding: .8rem 1rem; overflow-x: auto; } pre code { background: none; padding: 0; }
label { display: block; font-weight: 600; margin: 1rem 0 .25rem; }
input { width: 100%; padding: .6rem .7rem; font: inherit; color: inherit; background: var(--paper);
  border: 1px solid var(--soft); border-radius: 8px; }
button { margin-top: 1.25rem; padding: .6rem 1.2rem; font: inherit; font-weight: 600; color: #fff;
  background: #0b63ce; border: 0; border-radius: 8px; cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button.plain { color: var(--accent); background: none; border: 1px solid var(--soft); }
.hint { color: var(--soft); font-size: .9rem; margin: .25rem 0; }
.error { color: var(--bad); border-left: 3px solid var(--bad); padding: .1rem 0 .1rem 1rem; }
.note { border-left: 3px solid var(--accent); padding: .1rem 0 .1rem 1rem; }
dt { font-weight: 600; margin-top: 1.1rem; } dd { margin: 0; }
.status { color: var(--soft); font-weight: 400; }
`;

/** `body` is HTML whose values were escaped by whoever made it. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

/** No script, no picture from elsewhere, no frame around it. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; " +
  "base-uri 'none'; frame-ancestors 'none'";
