/** Hashes that can be asked for. */
export interface Hashes {
  has(hash: number): boolean
}

/** Stands for the hash 0, which marks a free slot. */
const ZERO = 0x5bd1e995

/** Hashes of 32 bits, gathered once and asked often: a table with open addressing costs a tenth of a `Set`. */
export class HashSet implements Hashes {
  /** Each once, in the order in which they came. */
  readonly values: readonly number[]
  readonly #slots: Int32Array
  readonly #mask: number

  constructor(hashes: ArrayLike<number>, more: ArrayLike<number> = []) {
    const slots = 2 ** (33 - Math.clz32(hashes.length + more.length + 1))
    this.#slots = new Int32Array(slots)
    this.#mask = slots - 1
    const values: number[] = []
    for (let i = 0; i < hashes.length; i++) if (this.#take(hashes[i]!)) values.push(hashes[i]!)
    for (let i = 0; i < more.length; i++) if (this.#take(more[i]!)) values.push(more[i]!)
    this.values = values
  }

  get size(): number {
    return this.values.length
  }

  has(hash: number): boolean {
    return this.#slots[this.#slotOf(hash || ZERO)] !== 0
  }

  #take(hash: number): boolean {
    const wanted = hash || ZERO
    const at = this.#slotOf(wanted)
    if (this.#slots[at] !== 0) return false
    this.#slots[at] = wanted
    return true
  }

  /** Where a hash stands, or would. */
  #slotOf(wanted: number): number {
    let at = wanted & this.#mask
    while (this.#slots[at] !== 0 && this.#slots[at] !== wanted) at = (at + 1) & this.#mask
    return at
  }
}
