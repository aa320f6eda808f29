import type { Expression, Place } from './expression.ts'

/** Steps of an automaton. 300,000 characters that each lead to a new state took 2.6 s of CPU with as many; rules have tens. */
const MOST_STEPS = 2500
/** States that are kept. Expressions of rules come to tens; of one that has exponentially many, those beyond are forgotten behind their character. */
const MOST_STATES = 2000

/** To `next`, over a character of the class; to two places at once; past a place; or to the end: a match. */
type Step =
  | { readonly kind: 'one'; readonly test: number; readonly next: number }
  | { readonly kind: 'both'; readonly next: number; readonly other: number }
  | { readonly kind: 'at'; readonly place: Place; readonly next: number }
  | { readonly kind: 'match' }

/** The steps of Thompson's construction, and the classes of characters that they ask for. */
export interface Automaton {
  readonly steps: readonly Step[]
  readonly start: number
  readonly tests: readonly RegExp[]
}

/** Throws Error with a sentence where the automaton would be too large. */
export function automatonOf(expression: Expression): Automaton {
  if (sizeOf(expression) > MOST_STEPS) throw new Error('the expression is too large: repeat less, or write it as several patterns')
  const steps: Step[] = [{ kind: 'match' }]
  const tests = new Map<string, number>()
  const testOf = (pattern: string) => tests.get(pattern) ?? (tests.set(pattern, tests.size), tests.size - 1)
  const add = (step: Step) => steps.push(step) - 1

  /** Built from the end, so that each step knows where it leads. */
  function build(part: Expression, next: number): number {
    switch (part.kind) {
      case 'one':
        return add({ kind: 'one', test: testOf(`${part.anyCase ? 'i' : ''}/${part.class}`), next })
      case 'at':
        return add({ kind: 'at', place: part.place, next })
      case 'all':
        return part.of.reduceRight((to, piece) => build(piece, to), next)
      case 'any':
        return part.of.map((option) => build(option, next)).reduce((other, to) => add({ kind: 'both', next: to, other }))
      case 'repeated':
        return repeat(part, next)
    }
  }

  function repeat({ of, least, most }: Expression & { kind: 'repeated' }, next: number): number {
    let at = next
    if (most === Infinity) {
      at = add({ kind: 'both', next, other: next })
      steps[at] = { kind: 'both', next: build(of, at), other: next }
    } else for (let i = least; i < most; i++) at = add({ kind: 'both', next: build(of, at), other: next })
    for (let i = 0; i < least; i++) at = build(of, at)
    return at
  }

  const start = build(expression, 0)
  return { steps, start, tests: [...tests.keys()].map(regexOf) }
}

/** JavaScript's own engine says which characters a class holds: of one character it takes no time to speak of. */
function regexOf(test: string): RegExp {
  const [, flag, name] = /^(i?)\/(.*)$/s.exec(test)!
  return new RegExp(`^${name}$`, `u${flag}`)
}

/** Steps that an expression takes, before any of them is made. */
function sizeOf(part: Expression): number {
  const sum = (parts: readonly Expression[]) => parts.reduce((size, piece) => size + sizeOf(piece), 0)
  switch (part.kind) {
    case 'one':
    case 'at':
      return 1
    case 'all':
      // what is empty is walked through too, as often as it is repeated
      return Math.max(1, sum(part.of))
    case 'any':
      return sum(part.of) + part.of.length - 1
    case 'repeated':
      return repeatedSize(part, sizeOf(part.of))
  }
}

const repeatedSize = ({ least, most }: Expression & { kind: 'repeated' }, size: number): number =>
  least * size + (most === Infinity ? 1 : most - least) * (size + 1)

/** What stands at a side of a place: nothing, a line's end, a character of a word, another one. */
type Side = 'none' | 'line' | 'word' | 'other'

const HOLDS: { readonly [place in Place]: (before: Side, after: Side) => boolean } = {
  start: (before) => before === 'none',
  end: (_, after) => after === 'none',
  lineStart: (before) => before === 'none' || before === 'line',
  lineEnd: (_, after) => after === 'none' || after === 'line',
  word: (before, after) => (before === 'word') !== (after === 'word'),
  notWord: (before, after) => (before === 'word') === (after === 'word'),
}

/** Characters that no test of the automaton, and no place, tells apart. */
interface Kind {
  readonly number: number
  readonly side: Side
  readonly passes: readonly boolean[]
}

/** Steps that wait for a character, and where each kind of it leads. */
interface State {
  readonly waiting: readonly number[]
  readonly before: Side
  readonly next: (State | typeof MATCHED | undefined)[]
}

const MATCHED = Symbol('matched')
const END: Kind = { number: 0, side: 'none', passes: [] }

/**
 * Looks for a match in a text, all ways at once (Thompson 1968): each character leads from one set of steps to the next, and a set that was seen
 * before is looked up. So time is linear in the text, whatever the expression.
 */
export function searcher({ steps, start, tests }: Automaton): (text: string) => boolean {
  const kindOf = kinds(tests)
  const follow = walker(steps, start)
  const hasPlaces = steps.some(({ kind }) => kind === 'at')
  const states = new Map<string, State>()

  function stateOf(waiting: number[], before: Side): State {
    waiting.sort((x, y) => x - y)
    const side = hasPlaces ? before : 'other'
    const key = `${side} ${waiting.join()}`
    const state = states.get(key) ?? { waiting, before: side, next: [] }
    states.set(key, state)
    return state
  }

  function enter(state: State, kind: Kind): State | typeof MATCHED {
    const waiting = follow(state, kind)
    if (waiting === MATCHED) return (state.next[kind.number] = MATCHED)
    // the expression has very many: each is made anew, which takes less than to look for it, and nothing leads to it later
    if (states.size >= MOST_STATES) return { waiting, before: kind.side, next: [] }
    return (state.next[kind.number] = stateOf(waiting, kind.side))
  }

  const first = stateOf([start], 'none')
  return (text) => {
    let state = first
    for (let i = 0; i < text.length; i++) {
      const code = text.codePointAt(i)!
      if (code > 0xff_ff) i++
      const kind = kindOf(code)
      const next = state.next[kind.number] ?? enter(state, kind)
      if (next === MATCHED) return true
      state = next
    }
    return follow(state, END) === MATCHED
  }
}

/** Where a character leads from the steps that wait for it; a match may begin behind each. */
function walker(steps: readonly Step[], start: number): (state: State, kind: Kind) => number[] | typeof MATCHED {
  // which round a step was last reached in: nothing has to be cleared, and no process comes to the last round
  const reached = new Float64Array(steps.length)
  const entered = new Float64Array(steps.length)
  let round = 0
  return ({ waiting, before }, kind) => {
    round++
    const found: number[] = [start]
    entered[start] = round
    const open = waiting.slice()
    while (open.length > 0) {
      const at = open.pop()!
      if (reached[at] === round) continue
      reached[at] = round
      const step = steps[at]!
      if (step.kind === 'match') return MATCHED
      if (step.kind === 'both') open.push(step.next, step.other)
      else if (step.kind === 'at') {
        if (HOLDS[step.place](before, kind.side)) open.push(step.next)
      } else if (kind.passes[step.test] && entered[step.next] !== round) {
        entered[step.next] = round
        found.push(step.next)
      }
    }
    return found
  }
}

/** The kind of a code point, found out once for each. */
function kinds(tests: readonly RegExp[]): (code: number) => Kind {
  const byPasses = new Map<string, Kind>()
  const ofAscii: Kind[] = []
  const ofOthers = new Map<number, Kind>()
  const find = (code: number): Kind => {
    const char = String.fromCodePoint(code)
    const passes = tests.map((regex) => regex.test(char))
    const side = /\w/.test(char) ? 'word' : /[\n\r\u2028\u2029]/.test(char) ? 'line' : 'other'
    const key = `${side} ${passes.map(Number).join('')}`
    const kind = byPasses.get(key) ?? { number: byPasses.size + 1, side, passes }
    byPasses.set(key, kind)
    return kind
  }
  return (code) => {
    if (code < 0x80) return (ofAscii[code] ??= find(code))
    const kind = ofOthers.get(code) ?? find(code)
    ofOthers.set(code, kind)
    return kind
  }
}
