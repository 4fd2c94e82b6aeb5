import { draftActivities } from './activities.js';
import { DAY } from './calendar.js';
import { draftCourses } from './courses.js';
import { draftResult } from './grading.js';
import { addLearnerHappenings } from './learner-term.js';
import { FIRST_DAY } from './purposes.js';
import type { Draft } from './sample-event.js';
import type { TermPlan } from './sample-term-options.js';
import type { Span } from './span.js';
import type { Happening } from './studies.js';
import { TimeQueue } from './time-queue.js';

/** No learner does anything before this day. */
const FIRST_LEARNER_DAY = -30;

/** A span is as long as it may be for so many happenings to be in memory, at so many of a learner on a busy day. */
const HAPPENINGS_IN_MEMORY = 100_000;
const HAPPENINGS_A_DAY = 1.2;
const LONGEST_SPAN = 30 * DAY;

/**
 * The events of a term in the order in which they occur.
 *
 * Time goes on by spans that are shorter the more learners there are. For each the terms of all learners are drawn anew, and
 * what falls into the span is put in order, so memory does not grow with learners or events.
 */
export function* timeline(term: TermPlan): Generator<Draft> {
  const underWay = new TimeQueue<Draft>();
  for (const span of spansOf(term)) {
    for (const happening of happeningsIn(span, term)) {
      while (underWay.nextAt <= happening.at) yield underWay.take();
      if ('type' in happening) yield happening;
      else if ('marks' in happening) yield draftResult(term.seed, happening);
      else for (const draft of draftActivities(term.seed, happening)) underWay.add(draft.at, draft);
    }
    while (underWay.nextAt < span.to) yield underWay.take();
  }
}

/** The spans up to the last second, which is the end of the last of them. */
function* spansOf({ learners, lastSecond }: TermPlan): Generator<Span> {
  const seconds = Math.floor((HAPPENINGS_IN_MEMORY / HAPPENINGS_A_DAY / Math.max(1, learners)) * DAY);
  const end = lastSecond + 1;
  let [from, to] = [FIRST_DAY * DAY, FIRST_LEARNER_DAY * DAY];
  while (from < end) {
    yield { from, to: Math.min(to, end) };
    [from, to] = [to, to + Math.min(LONGEST_SPAN, Math.max(1, seconds))];
  }
}

/** What happens in a span, in order of time; of what happens at once, the learner of the lower number first. */
function happeningsIn(span: Span, term: TermPlan): Happening[] {
  if (span.to <= FIRST_LEARNER_DAY * DAY) {
    return draftCourses(term.calendar)
      .filter(({ at }) => at < span.to)
      .sort((one, other) => one.at - other.at);
  }
  const part = { seed: term.seed, regrades: term.regrades, span };
  const happenings: Happening[] = [];
  for (let number = 1; number <= term.learners; number++) {
    addLearnerHappenings(number, part, happenings);
  }
  return happenings.sort((one, other) => one.at - other.at);
}
