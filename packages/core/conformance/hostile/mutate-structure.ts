import type { Random } from '../../src/sample-term/random.js';
import { nastyNames, nastyValues } from './nasty-values.js';

/**
 * A JSON value whose parts can be texts that no value has: `1e400`, a member given twice. An object is a list of
 * members, a scalar its text.
 */
type Tree = string | { readonly items: Tree[] } | { readonly members: [name: string, value: Tree][] };

/** Changes a JSON text in its structure, a few times: what comes out is mostly JSON, and mostly not an event. */
export function mutateStructure(json: string, random: Random): string {
  const tree = toTree(JSON.parse(json));
  for (let times = random.whole(1, 3); times > 0; times--) change(random.pick(branchesOf(tree)), random);
  return random.chance(0.3) ? write(tree, () => random.pick(['', '', ' ', '\t', ' \r'])) : write(tree, () => '');
}

function toTree(value: unknown): Tree {
  if (Array.isArray(value)) return { items: value.map(toTree) };
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return { members: Object.entries(value).map(([name, member]) => [name, toTree(member)]) };
}

type Branch = Exclude<Tree, string>;

function branchesOf(tree: Tree): Branch[] {
  if (typeof tree === 'string') return [];
  const within = 'items' in tree ? tree.items : tree.members.map(([, value]) => value);
  return [tree, ...within.flatMap(branchesOf)];
}

function change(branch: Branch, random: Random): void {
  if ('items' in branch) changeItems(branch.items, random);
  else changeMembers(branch.members, random);
}

function changeItems(items: Tree[], random: Random): void {
  const at = random.whole(0, items.length);
  const given = items[at];
  const kept = given === undefined || random.chance(0.3) ? [] : [given, given];
  items.splice(at, 1, random.pick(nastyValues), ...kept);
}

function changeMembers(members: [string, Tree][], random: Random): void {
  const at = random.whole(0, Math.max(0, members.length - 1));
  const [name, value] = members[at] ?? ['id', '1'];
  const changes: readonly (readonly [string, Tree][])[] = [
    [],
    [[name, random.pick(nastyValues)]],
    [[name, random.pick(nastyValues)]],
    [[random.pick(nastyNames), value]],
    [
      [name, value],
      [name, random.chance(0.5) ? value : random.pick(nastyValues)],
    ],
    [
      [name, value],
      [random.pick(nastyNames), random.pick(nastyValues)],
    ],
    [[name, typeof value === 'string' ? retyped(value) : '"text"']],
  ];
  members.splice(at, 1, ...random.pick(changes));
  if (random.chance(0.2)) members.reverse();
}

/** A text as a number or a list, a number as a text. */
function retyped(scalar: string): string {
  return scalar.startsWith('"') ? `[${scalar}]` : `"${scalar.replaceAll(/["\\]/g, '')}"`;
}

function write(tree: Tree, space: () => string): string {
  if (typeof tree === 'string') return space() + tree + space();
  if ('items' in tree) return `[${tree.items.map((item) => write(item, space)).join(',')}]`;
  return `{${tree.members.map(([name, value]) => `${space()}${JSON.stringify(name)}:${write(value, space)}`).join(',')}}`;
}
