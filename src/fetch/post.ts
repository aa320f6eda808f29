import type { Answer } from './answer.ts'
import { Failure } from './failure.ts'
import { guardUrl } from './guard.ts'
import type { AllowList } from '../address/private.ts'

type Exchange = (url: string, init: RequestInit) => Promise<Answer>

/** Sends to an address of the owner's, guarded as the sources are: what is private is reached only where it is allowed. */
export const guardedPost =
  (exchange: Exchange, allow: AllowList): Exchange =>
  async (url, init) => {
    const refusal = guardUrl(new URL(url), allow)
    if (refusal) throw new Failure(refusal)
    return exchange(url, init)
  }
