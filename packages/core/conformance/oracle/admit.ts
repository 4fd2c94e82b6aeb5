/** An event as a case or a world writes it: the native format, valid. */
export interface PlainEvent {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly tenantId?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What became of the events, in the order given. */
export interface Admission {
  readonly kept: readonly PlainEvent[];
  readonly accepted: number;
  readonly duplicates: number;
  readonly skipped: number;
  readonly blocked: number;
}

const types = new Set([
  'UserCreated',
  'UserEnrolled',
  'UserCompletedCourse',
  'UserCompletionRevoked',
  'UserUnenrolled',
  'UserDeleted',
  'CourseCreated',
  'CoursePublished',
  'ModuleCompleted',
  'AssessmentStarted',
  'AssessmentCompleted',
  'ActivityRecorded',
]);

/** The tenant of an event, `default` where it names none. */
export function tenantOf(event: PlainEvent): string {
  return event.tenantId ?? 'default';
}

/** Takes events one by one: unknown type, erased learner, identity; UserDeleted removes all that names the learner. */
export function admit(events: Iterable<PlainEvent>): Admission {
  const kept = new Map<string, PlainEvent>();
  const erased = new Set<string>();
  const counts = { accepted: 0, duplicates: 0, skipped: 0, blocked: 0 };
  for (const event of events) {
    const identity = JSON.stringify([tenantOf(event), event.id]);
    const learner = learnerOf(event);
    if (!types.has(event.type)) counts.skipped += 1;
    else if (learner !== undefined && erased.has(learner)) counts.blocked += 1;
    else if (kept.has(identity)) counts.duplicates += 1;
    else {
      counts.accepted += 1;
      if (event.type !== 'UserDeleted') kept.set(identity, event);
      else if (learner !== undefined) erase(learner, kept, erased);
    }
  }
  return { kept: [...kept.values()], ...counts };
}

function learnerOf(event: PlainEvent): string | undefined {
  return event.data.userId === undefined ? undefined : JSON.stringify([tenantOf(event), event.data.userId]);
}

function erase(learner: string, kept: Map<string, PlainEvent>, erased: Set<string>): void {
  erased.add(learner);
  for (const [identity, event] of kept) if (learnerOf(event) === learner) kept.delete(identity);
}
