import { HOUR } from './calendar.js';
import { choices, Random } from './random.js';
import type { SampleEvent } from './sample-event.js';
import type { TermPlan } from './sample-term-options.js';
import { TimeQueue } from './time-queue.js';

/** An event with the second of the term at which it occurred. */
export interface DatedEvent {
  at: number;
  event: SampleEvent;
}

/** How many of the events came in an unusual way. */
export interface ArrivalCounts {
  late: number;
  outOfOrder: number;
  duplicates: number;
}

/** Hours that a late event waits. */
const HOURS_LATE = choices([
  [{ from: 1, to: 6 }, 34],
  [{ from: 6, to: 24 }, 26],
  [{ from: 24, to: 72 }, 20],
  [{ from: 72, to: 168 }, 12],
  [{ from: 168, to: 504 }, 8],
]);
/** Hours until a copy comes: mostly a delivery that was tried again, sometimes a file that was read twice. */
const HOURS_TO_COPY = choices([
  [{ from: 0, to: 1 / 60 }, 45],
  [{ from: 1 / 60, to: 1 }, 25],
  [{ from: 1, to: 24 }, 18],
  [{ from: 24, to: 336 }, 12],
]);
const PLACES_OVERTAKEN = 64;

/** At most so many events wait for a time; where more would, the one that is due next comes. */
const MOST_WAITING = 20_000;

/** The streams of random numbers of what becomes of events on their way; those of learners are above 0. */
const STREAMS = { order: -1, copies: -2 };

/**
 * Events in the order in which they come, where that is not the order in which they occur.
 *
 * Each event keeps its time. Those that wait come as soon as others reach the time, or the place, that they wait for; what
 * still waits at the end comes last.
 *
 * @returns how many came in an unusual way
 */
export function* arrivals(events: Iterable<DatedEvent>, term: TermPlan): Generator<SampleEvent, ArrivalCounts> {
  const waitingRoom = new WaitingRoom(term);
  for (const { at, event } of events) {
    yield* waitingRoom.release(at);
    if (!waitingRoom.holds(event)) yield waitingRoom.give(event);
  }
  yield* waitingRoom.release(Number.POSITIVE_INFINITY);
  return waitingRoom.counts;
}

/** Where events wait for a second of the term, or until so many others were given. */
class WaitingRoom {
  readonly counts: ArrivalCounts = { late: 0, outOfOrder: 0, duplicates: 0 };
  readonly #term: TermPlan;
  readonly #order: Random;
  readonly #copies: Random;
  readonly #forTime = new TimeQueue<{ event: SampleEvent; isCopy: boolean }>();
  readonly #forPlace = new TimeQueue<SampleEvent>();
  #now = Number.NEGATIVE_INFINITY;
  #given = 0;

  constructor(term: TermPlan) {
    this.#term = term;
    this.#order = new Random(term.seed, STREAMS.order);
    this.#copies = new Random(term.seed, STREAMS.copies);
  }

  /** Gives what has waited long enough at this second; at infinity all that waits. */
  *release(second: number): Generator<SampleEvent> {
    this.#now = second;
    for (let event = this.#next(); event !== undefined; event = this.#next()) yield event;
  }

  #next(): SampleEvent | undefined {
    const isEnd = this.#now === Number.POSITIVE_INFINITY;
    if (this.#forPlace.size > 0 && (isEnd || this.#forPlace.nextAt <= this.#given)) {
      return this.give(this.#forPlace.take());
    }
    if (this.#forTime.size === 0) return undefined;
    if (this.#forTime.nextAt > this.#now && this.#forTime.size <= MOST_WAITING) return undefined;
    const { event, isCopy } = this.#forTime.take();
    return isCopy ? event : this.give(event);
  }

  /** Whether the event has to wait. */
  holds(event: SampleEvent): boolean {
    const { late, outOfOrder } = this.#term;
    const draw = this.#order.next();
    if (draw < late) {
      this.counts.late++;
      this.#forTime.add(this.#now + hours(this.#order, HOURS_LATE), { event, isCopy: false });
    } else if (draw < late + outOfOrder) {
      this.counts.outOfOrder++;
      this.#forPlace.add(this.#given + this.#order.whole(1, PLACES_OVERTAKEN), event);
    }
    return draw < late + outOfOrder;
  }

  /** Notes that the event is given; it may come again. */
  give(event: SampleEvent): SampleEvent {
    this.#given++;
    if (this.#copies.chance(this.#term.duplicates)) {
      this.counts.duplicates++;
      const copy = this.counts.duplicates % 2 === 0 ? withMembersReversed(event) : event;
      this.#forTime.add(this.#now + hours(this.#copies, HOURS_TO_COPY), { event: copy, isCopy: true });
    }
    return event;
  }
}

function hours(random: Random, from: typeof HOURS_LATE): number {
  const wait = random.choose(from);
  return HOUR * random.between(wait.from, wait.to);
}

function withMembersReversed({ id, type, occurredAt, data }: SampleEvent): SampleEvent {
  return { data: Object.fromEntries(Object.entries(data).reverse()), occurredAt, type, id };
}
