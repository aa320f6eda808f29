/**
 * What reading one page may cost, counted alike on every runtime: one step is an element that is looked at, or 32 characters.
 * The bounds of single passes multiply on pages that were made to cost; this one does not. Of 500 real pages the dearest takes
 * 139,000 steps, a hundredth of them more than 50,000. With 600,000 some took more than 0.3 s of CPU on a busy machine, with 400,000 none.
 */
export const MAX_STEPS = 400_000

/** Characters that are looked at for one step. */
const CHARACTERS = 32

/** Thrown where the budget of a page ends; `readPage` makes a sentence of it. */
export class OutOfSteps extends Error {}

/** The budget of one page. */
export class Steps {
  #left: number

  constructor(most: number = MAX_STEPS) {
    this.#left = most
  }

  /** Steps that may still be taken. */
  get left(): number {
    return this.#left
  }

  spend(elements: number, characters = 0): void {
    this.#left -= elements + characters / CHARACTERS
    if (this.#left < 0) throw new OutOfSteps()
  }
}
