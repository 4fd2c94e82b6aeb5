/** What to do where an answer needs more memory than there is. */
export const askForLess = 'ask for a shorter period, fewer dimensions or a longer grain, or filter with where';
