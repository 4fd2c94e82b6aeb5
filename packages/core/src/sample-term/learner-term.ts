import { dayOf } from './calendar.js';
import { draftUserCreated, drawCreatedAt, drawLearner, mayCreate } from './learners.js';
import { purposes } from './purposes.js';
import { Random } from './random.js';
import { type Add, type Happening, mayTouch, type PartOfTerm, Studies } from './studies.js';

/** Adds, in no order, what happens to the learner of this number, from 1, in a span of the term. */
export function addLearnerHappenings(number: number, part: PartOfTerm, happenings: Happening[]): void {
  const { seed, span } = part;
  const learner = drawLearner(new Random(seed, number, purposes.learner), number);
  const add: Add = (at, draw) => {
    if (at >= span.from && at < span.to) happenings.push(draw());
  };
  if (mayCreate(span, learner)) {
    const createdAt = drawCreatedAt(seed, learner);
    add(createdAt, () => draftUserCreated(seed, learner, createdAt));
  }
  const allStudies = learner.courses
    .filter((course) => mayTouch(span, course))
    .map((course) => new Studies(seed, learner, course));
  if (allStudies.length === 0) return;
  for (const studies of allStudies) studies.addHappenings(part, add);
  for (let day = dayOf(span.from); day <= dayOf(span.to - 1); day++) {
    const random = new Random(seed, number, purposes.dayOf(day));
    for (const studies of allStudies) studies.addSitting(random, day, add);
  }
}
