/** Multiplicative constants of MurmurHash3 (Appleby, public domain): odd, well mixing. */
const M1 = 0xcc9e2d51
const M2 = 0x1b873593

/** Mixes `value` into a running 32-bit hash. */
export const mix = (hash: number, value: number): number => {
  const k = Math.imul(value, M1)
  const h = hash ^ Math.imul((k << 15) | (k >>> 17), M2)
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
}

/** One unit into a running hash, cheaply (FNV-1a); only good after `finish`. */
export const step = (hash: number, value: number): number => Math.imul(hash ^ value, 0x01000193)

export const finish = (hash: number): number => {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/**
 * A polynomial over the hashes of every run of `n` units, in 32 bits (Karp and Rabin, 1987): as if each run were hashed for itself, beginning
 * with a seed, but each unit is taken in once.
 */
export interface Polynomial {
  readonly base: number
  /** `base` to the power of `n`: the weight of what leaves the run. */
  readonly out: number
  /** What the seed adds to each. */
  readonly offset: number
}

export function polynomial(base: number, seed: number, n: number): Polynomial {
  let out = 1
  for (let i = 0; i < n; i++) out = Math.imul(out, base)
  return { base, out, offset: Math.imul(seed, out) }
}

/** Two 32-bit halves as one integer of 53 bits: exact in JavaScript, JSON and SQLite alike. */
export const join53 = (high: number, low: number): number => (finish(high) & 0x1fffff) * 4294967296 + finish(low)

/** 53-bit hash of a string under a namespace. */
export function term(namespace: string, text: string): number {
  let a = 0x9747b28c
  let b = 0x5bd1e995
  const all = `${namespace}\0${text}`
  for (let i = 0; i < all.length; i++) {
    const code = all.charCodeAt(i)
    a = mix(a, code)
    b = mix(b, code ^ 0x55)
  }
  return join53(a, b)
}
