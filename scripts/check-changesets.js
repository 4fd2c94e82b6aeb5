// The changesets must be readable: each names packages that are published and a kind of release.
import { readdirSync, readFileSync } from 'node:fs';
import { publishedPackages } from './lib/published-packages.js';

const folder = new URL('../.changeset/', import.meta.url);
const packages = new Set(publishedPackages().map(({ name }) => name));
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
