import type { PlainEvent } from '../oracle/admit.js';

/** The most values of a kind that are kept: of those that come first. */
const MOST = 40;
const dimensionMembers = {
  course: 'courseId',
  module: 'moduleId',
  assessment: 'assessmentId',
  role: 'role',
  mode: 'mode',
  result: 'result',
  kind: 'kind',
} as const;
/** Whose attributes an event states, by its type. */
const attributeOwners: Readonly<Record<string, string>> = {
  UserCreated: 'learner',
  UserEnrolled: 'enrollment',
  CourseCreated: 'course',
  CoursePublished: 'course',
};

/** Things that an event names together. */
export type Scene = Readonly<Partial<Record<'course' | 'assessment' | 'item' | 'user', string>>>;

/** What the events of a tenant name: what questions about them can be made of. */
export class StreamTerms {
  readonly tenantId: string;
  readonly #values = new Map<string, Set<string>>();
  readonly #scenes = new Map<string, Scene[]>();

  constructor(tenantId: string) {
    this.tenantId = tenantId;
  }

  /** Takes in what an event names. */
  note({ type, occurredAt, data }: PlainEvent): void {
    for (const [dimension, member] of Object.entries(dimensionMembers)) this.#add(dimension, data[member]);
    for (const [name, value] of Object.entries(data['attributes'] ?? {})) {
      if (name !== '') this.#add(`${attributeOwners[type]}.${name}`, value === null ? null : String(value));
    }
    this.#add('date', occurredAt.slice(0, 10));
    this.#addScene(type, data);
  }

  /** The values that there are of a dimension, and of `date`. */
  values(name: string): readonly string[] {
    return [...(this.#values.get(name) ?? [])];
  }

  /** What events of each type name together. */
  get scenes(): readonly Scene[] {
    return [...this.#scenes.values()].flat();
  }

  /** The dimensions that the catalogue names; in the place of `learner.<attribute>` each attribute of learners, or the first ones. */
  dimensions(catalogued: readonly string[], { most }: { readonly most?: number } = {}): readonly string[] {
    return catalogued.flatMap((dimension) => {
      if (!dimension.endsWith('.<attribute>')) return [dimension];
      const owner = dimension.slice(0, dimension.indexOf('.') + 1);
      return [...this.#values.keys()].filter((name) => name.startsWith(owner)).slice(0, most);
    });
  }

  #add(name: string, value: unknown): void {
    if (typeof value !== 'string') return;
    const values = this.#values.get(name) ?? new Set<string>();
    if (values.size < MOST) values.add(value);
    this.#values.set(name, values);
  }

  #addScene(type: string, { courseId, assessmentId, userId, items }: PlainEvent['data']): void {
    const scenes = this.#scenes.get(type) ?? [];
    if (typeof courseId !== 'string' || typeof userId !== 'string' || scenes.length >= MOST) return;
    const [{ itemId } = {}] = (items ?? []) as { itemId?: string }[];
    this.#scenes.set(type, [
      ...scenes,
      {
        course: courseId,
        user: userId,
        ...(typeof assessmentId === 'string' && { assessment: assessmentId }),
        ...(itemId !== undefined && { item: itemId }),
      },
    ]);
  }
}

/** What the events of each tenant name, by tenant. */
export function termsOf(events: Iterable<PlainEvent>): StreamTerms[] {
  const terms = new Map<string, StreamTerms>();
  for (const event of events) {
    const { tenantId = 'default' } = event;
    const own = terms.get(tenantId) ?? new StreamTerms(tenantId);
    terms.set(tenantId, own);
    own.note(event);
  }
  return [...terms.values()];
}
