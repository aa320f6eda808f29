/** `1 feed`, `3 feeds`; of words that take an s. */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`
