import { setFlagsFromString } from 'node:v8'
import { createContext, runInContext, runInNewContext } from 'node:vm'
import { assert, constantFrom, integer, oneof, letrec, property, string, tuple, array } from 'fast-check'
import { expect, test } from 'vitest'
import { linearRegex } from '../../src/config/linear-regex.ts'

const CHARS = ['a', 'b', 'A', '1', '_', ' ', '\n', '\u00a0', 'é', 'É', '\u{1f600}', '-']
const ATOMS = String.raw`a b A . \d \w \W \s \S ^ $ \b \B [ab] [^a] [\w-] [a-e1] [^\s\d] \p{L} \P{Lu} é \u{1f600} \u00e9 \xe9 \n [^] \- (?:)`
const atom = constantFrom(...ATOMS.split(' '))
const { expression } = letrec<{ expression: string; piece: string }>((tie) => ({
  expression: array(tie('piece'), { maxLength: 4 }).map((pieces) => pieces.join('')),
  piece: oneof(
    { weight: 4, arbitrary: atom },
    tuple(tie('expression'), tie('expression')).map(([x, y]) => `(${x}|${y})`),
    tuple(tie('expression'), constantFrom('*', '+', '?', '{2}', '{1,3}', '{2,}', '*?', '{0}')).map(([x, sign]) => `(?:${x})${sign}`),
    tuple(constantFrom('i', 'm', 's', 'ims'), tie('expression')).map(([flags, x]) => `(?${flags}:${x})`),
    tie('expression').map((x) => `(?<name${x.length}>${x})`),
  ),
}))

const given: Record<string, string> = createContext({})

/** What JavaScript's own engine says; undefined where it takes none of it, or backtracks without end. */
function native(source: string, flags: string, text: string): boolean | undefined {
  try {
    Object.assign(given, { source, flags, text })
    return runInContext('new RegExp(source, flags).test(text)', given, { timeout: 100 }) as boolean
  } catch {
    return undefined
  }
}

test("an expression matches where JavaScript's own engine says so", () => {
  const text = string({ unit: constantFrom(...CHARS), maxLength: 12 })
  const flags = constantFrom('', 'i', 'm', 's', 'ims')
  let judged = 0
  assert(
    property(expression, flags, text, integer({ min: 0, max: 3 }), (source, flag, where, times) => {
      // `\-` outside brackets and two groups of one name are mistakes there
      const repeated = where.repeat(times)
      const judge = native(source.replace(/(?<!\[[^\]]*)\\-/g, '-').replace(/\(\?<name\d+>/g, '('), `${flag}u`, repeated)
      // V8 looks for `\B` in the middle of a pair of surrogates too
      if (judge === undefined || (source.includes('\\B') && repeated.includes('\u{1f600}'))) return
      judged++
      expect([source, flag, repeated, linearRegex(source, flag)(repeated)]).toEqual([source, flag, repeated, judge])
    }),
    { numRuns: 3000 },
  )
  expect(judged).toBeGreaterThan(2000)
})

test.for([
  ['a brace that counts nothing is itself', 'a{b', '', 'a{b', true],
  ['so are brackets that close nothing', 'a]}', '', 'a]}', true],
  ['what needs no escape may have one', "\\'\\:\\/\\-\\@", '', "':/-@", true],
  ['a hyphen beside a set is itself', '^[\\w-.]+$', '', 'a-b.c', true],
  ['and ends no range with one', '[a-\\d]', '', 'c', false],
  ['a pair of surrogates is one character', '^.$', '', '\u{1f600}', true],
  ['however it is spelled', '^\\ud83d\\ude00$', '', '\u{1f600}', true],
  ['a class of capitals takes small letters where case does not matter', '^[A-É]+$', 'i', 'aé', true],
  ['what begins with a flag has it to its end', '(?i)japan|korea', '', 'KOREA', true],
  ['a group ends its flags', '(?:(?i)japan) korea', '', 'JAPAN KOREA', false],
  ['a flag can be taken back', '(?-i:japan)', 'i', 'JAPAN', false],
  ['groups may have names, in two spellings', '(?P<land>japan)(?<land2>ese)', '', 'japanese', true],
  ['`$` is the end of the text, not of a line before it', 'japan$', '', 'japan\n', false],
  ['with `m`, of each line', '^korea$', 'm', 'japan\nkorea\nchina', true],
  ['nothing but places repeated ends', '(?:^|\\b|$)*a', '', 'a', true],
  ['short names of properties', '^\\pL\\PL$', '', 'a1', true],
  ['a script', '\\p{Script=Han}', '', '日', true],
] as const)('%s', ([, source, flags, text, matches]) => {
  expect(linearRegex(source, flags)(text)).toBe(matches)
})

test.for([
  ['(?=a)', 'look-ahead'],
  ['(?<!a)b', 'look-behind'],
  ['(a)\\1', 'references back'],
  ['(?<x>a)\\k<x>', 'references back'],
  ['(?>a)', 'unknown kind of group: (?>'],
  ['(ab', 'missing closing ): (ab'],
  ['ab)', 'unexpected )'],
  ['[ab', 'missing closing ]: [ab'],
  ['[b-a]', 'range out of order'],
  ['*a', 'nothing to repeat'],
  ['a**', 'nothing to repeat'],
  ['a{3,2}', 'invalid repeat count: {3,2}'],
  ['a{2000}', 'invalid repeat count: {2000}'],
  ['(((a{100}){100}){100}){100}', 'too large'],
  ['((){1000}){1000}', 'too large'],
  ['\\p{Klingon}', 'unknown property of characters: \\p{Klingon}'],
  ['\\A', 'unknown escape: \\A'],
  ['a\\', 'a backslash at the end'],
  ['[[:alpha:]]', 'is written \\p{L}'],
  ['\\u{110000}', 'no character has the number 110000'],
] as const)('%s is refused: %s', ([source, why]) => {
  expect(() => linearRegex(source, '')).toThrow(why)
})

test('an expression of exponentially many states goes on without remembering them', () => {
  const matches = linearRegex('(?:a|b)*a(?:a|b){12}c', '')
  const text = Array.from({ length: 20_000 }, (_, i) => (Math.imul(i, 2_654_435_761) & 4096 ? 'a' : 'b')).join('')
  expect(matches(text)).toBe(false)
  expect(matches(`${text}${'a'.repeat(13)}c`)).toBe(true)
})

test('nor does it hold more memory with each text', () => {
  const matches = linearRegex('(?:a|b)*a(?:a|b){24}c', '')
  let seed = 1
  const letter = () => ((seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) & 65_536 ? 'a' : 'b')
  const text = () => Array.from({ length: 20_000 }, letter).join('')
  matches(text())
  const before = heldBytes()
  for (let texts = 0; texts < 12; texts++) expect(matches(text())).toBe(false)
  // a state a character was 100 MB
  expect(heldBytes() - before).toBeLessThan(50_000_000)
})

/** What the heap holds when all that nobody needs is gone. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
  return process.memoryUsage().heapUsed
}
