/** Version of everything that decides here; kept with each join, so that an old decision can be told from a new one. */
export const RULES = 4

/** Longest part of a text that is looked at, UTF-16 units: copies agree or differ well before it, and hostile texts stay cheap. */
export const MAX_CHARS = 6000
/** The same in words (or characters of a script written without spaces). */
export const MAX_WORDS = 800
/** Units (words, or characters of a script without spaces) that one shingle spans. */
export const SHINGLE_WORDS = 4
export const SHINGLE_CHARACTERS = 7
/** How many such characters carry what one word of a spaced script does. */
export const CHARACTERS_PER_WORD = 2
/** The same for letters of Thai and its neighbours. */
export const LETTERS_PER_WORD = 3.5

/** At most this many texts are verified for one arrival. */
export const MAX_CANDIDATES = 8
/** A term that this many items carry is a commonplace: it is neither followed nor, from then on, stored. */
export const COMMON_TERM = 40
/** The weight of a shared term is divided by how many carry it; in whole numbers, so that sums do not depend on their order. */
export const RARITY = 1000
