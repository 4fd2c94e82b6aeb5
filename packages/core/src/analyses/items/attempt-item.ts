/** What an attempt holds of one item, as stores keep it (`itemList` writes it). An item is in an attempt once. */
export interface AttemptItem {
  readonly item: string;
  /** In marks, of either sign; null where the item was put to the learner and not marked. */
  readonly score: number | null;
  /** In marks, from 0. */
  readonly max_score: number;
  /** The text of the answer; null where none was stated. */
  readonly answer: string | null;
}
