// The examples of the reference, type-checked as a user's project would: what is exported is imported, and what an example
// takes as given (an `analytics`, a metric) is declared.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ReflectionKind } from 'typedoc';

/** What examples take as given, and its type. */
const given = {
  analytics: 'Analytics',
  readers: 'Readers',
  store: 'AnalyticsStore',
  total: 'number',
  videoViews: 'Metric',
};
const options = {
  ...{ module: 'NodeNext', target: 'ES2023', lib: ['ES2023', 'ESNext.Disposable'], types: ['node'] },
  ...{ strict: true, noEmit: true, skipLibCheck: true },
};
const pathOf = (path) => fileURLToPath(new URL(path, import.meta.url));

/** What is wrong with the examples of a project: a line each. */
export function exampleProblems(project) {
  const examples = examplesOf(project);
  const exported = exportedNames(project);
  const folder = mkdtempSync(pathOf('examples-'));
  try {
    for (const { name, code } of examples) writeFileSync(join(folder, `${name}.ts`), moduleOf(code, exported));
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }));
    const { status, stdout } = spawnSync(process.execPath, [pathOf('node_modules/typescript/bin/tsc'), '-p', folder]);
    return status === 0 ? [] : String(stdout).trim().split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What people call, and has no example. */
export function withoutExample(project) {
  const signatures = project.getReflectionsByKind(ReflectionKind.CallSignature);
  return signatures.filter(
    (signature) =>
      signature.parent.kindOf(ReflectionKind.FunctionOrMethod) &&
      !signature.parent.flags.isInherited && // what a class has of Error
      !signature.parent.flags.isStatic &&
      signature.comment?.getTag('@example') === undefined,
  );
}

function examplesOf(project) {
  const all = project.getReflectionsByKind(ReflectionKind.All).filter(({ comment }) => comment !== undefined);
  return all.flatMap((reflection) =>
    reflection.comment.getTags('@example').map(({ content }, place) => ({
      name: `${reflection.getFullName()}-${place}`.replaceAll(/[^\w.-]/g, '-'),
      code: content
        .map(({ text }) => text)
        .join('')
        .replaceAll(/^```\w*$/gm, ''),
    })),
  );
}

/** The entry that each exported name is imported from. */
function exportedNames(project) {
  const entries = new Map();
  for (const entry of project.children) {
    for (const { name } of entry.children)
      if (!entries.has(name)) entries.set(name, `@lms-analytics/core${entry.name === 'index' ? '' : `/${entry.name}`}`);
  }
  return entries;
}

function moduleOf(code, exported) {
  const declared = new Set([...code.matchAll(/\b(?:const|let|function) (\w+)/g)].map(([, name]) => name));
  const free = [...new Set(code.replaceAll(/'[^'\n]*'|\/\/.*/g, '').match(/\b[A-Za-z_]\w*/g) ?? [])].filter(
    (name) => !declared.has(name),
  );
  const constants = free.filter((name) => Object.hasOwn(given, name));
  const types = constants.map((name) => given[name]);
  const names = [...new Set([...free, ...types.flatMap((type) => type.match(/\w+/g))])].filter((name) =>
    exported.has(name),
  );
  return [
    ...names.map((name) => `import { ${name} } from '${exported.get(name)}';`),
    ...constants.map((name) => `declare let ${name}: ${given[name]};`),
    code,
    'export {};',
  ].join('\n');
}
