// The changesets must be readable: each names packages that exist and a kind of release.
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../.changeset/', import.meta.url);
const packages = new Set(
  readdirSync(new URL('../packages/', import.meta.url)).map(
    (name) => JSON.parse(readFileSync(new URL(`../packages/${name}/package.json`, import.meta.url), 'utf8')).name,
  ),
);
const problems = [];
for (const file of readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md')) {
  const [, head = '', body = ''] =
    /^---\n([\s\S]*?)---\n([\s\S]*)$/.exec(readFileSync(new URL(file, folder), 'utf8')) ?? [];
  for (const line of head.split('\n').filter(Boolean)) {
    const [, name, kind] = /^['"](.+)['"]: (\w+)$/.exec(line) ?? [];
    if (!packages.has(name) || !['major', 'minor', 'patch'].includes(kind)) problems.push(`${file}: ${line}`);
  }
  if (body.trim() === '') problems.push(`${file}: says nothing`);
}
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
