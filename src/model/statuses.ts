import type { Meaning } from './codes.ts'

const OPEN_IT = 'open the address in a browser; if it works there, write to the publisher'
const WAIT = 'nothing to do: it is asked again, ever more slowly; if it lasts for days, tell the publisher'

/** What a server means that answers with an error (RFC 9110 15, RFC 6585, RFC 7725), as far as a feed's reader can do something about it. */
const STATUSES: ReadonlyMap<number, Meaning> = new Map([
  [
    401,
    {
      means: 'the server wants a login',
      advice: 'if you have one, give it to the source with `headers`; else ask the publisher for an open feed',
    },
  ],
  [402, { means: 'the server wants to be paid', advice: 'look for an open feed of this publisher' }],
  [
    403,
    {
      means: 'the server refuses us',
      advice:
        'open the address in a browser: if it works there, programs are turned away, so ask the publisher to let wirefold in, with WIREFOLD_CONTACT set',
    },
  ],
  [404, { means: 'there is nothing at this address', advice: 'look for the new address on the publisher’s site, and put it into feeds/' }],
  [407, { means: 'a proxy on the way wants a login', advice: 'look at this computer’s network' }],
  [410, { means: 'the publisher says that it is gone for good', advice: 'take it out of feeds/, or look for its new address' }],
  [421, { means: 'the server is not the one for this address', advice: 'look at the address' }],
  [
    429,
    {
      means: 'the server limits how often it is asked',
      advice: 'nothing to do: it is asked more slowly from now on; fewer sources of this server, or a longer `every`, help',
    },
  ],
  [451, { means: 'the server may not show it, for legal reasons', advice: 'look for another source' }],
  [501, { means: 'the server does not know what we ask for', advice: OPEN_IT }],
  [502, { means: 'the server behind the publisher’s front does not answer', advice: WAIT }],
  [503, { means: 'the server is overloaded, or being repaired', advice: WAIT }],
  [504, { means: 'the server behind the publisher’s front takes too long', advice: WAIT }],
])

const FAULT: Meaning = { means: 'the server has a fault of its own', advice: WAIT }
const REFUSED: Meaning = { means: 'the server does not accept what we ask', advice: OPEN_IT }
const ODD: Meaning = { means: 'the server answered with what is no document', advice: OPEN_IT }

/** What an answer means, whatever its status. */
export const meaningOf = (status: number): Meaning => STATUSES.get(status) ?? (status >= 500 ? FAULT : status >= 400 ? REFUSED : ODD)

/** The same as a sentence, with the status for those who know it. */
export function statusSentence(status: number): string {
  const { means } = meaningOf(status)
  return `${means.charAt(0).toUpperCase()}${means.slice(1)} (it answered ${status}).`
}
