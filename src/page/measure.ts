/** Scripts whose words are not spaced: a character says as much as two or three Latin letters. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/gu

/** How much a text says, in letters of English. */
export const weight = (text: string): number =>
  text.length + (text.length > 0 && /[\u0E00-\u0E7F\u1100-\uFFDF]/.test(text) ? (text.match(DENSE)?.length ?? 0) * 1.5 : 0)

/** Words, or pairs of characters where words are not spaced. */
export const wordCount = (text: string): number => {
  const dense = text.match(DENSE)?.length ?? 0
  return Math.ceil(dense / 2) + (text.replace(DENSE, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0)
}

/** Letters and digits alone, in lower case: how two spellings of a headline are compared. */
export const bare = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '')
