/** The next items; the rest is left to whoever asks next. */
export async function* take(items, count) {
  for (let taken = 0; taken < count; taken++) {
    const { value, done } = await items.next();
    if (done) return;
    yield value;
  }
}
