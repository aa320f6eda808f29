import { addressAllowed } from '../address/private.ts'

/** Responses that came from an address of a private network. */
const inside = new WeakSet<Response>()

/** Notes which address a response came from, as the socket knows it. */
export function cameFrom(response: Response, address: string | undefined): Response {
  if (address !== undefined && !addressAllowed(address, [])) inside.add(response)
  return response
}

/** Whether it came from a private network: then its sender may send us on within that, and nobody else may. */
export const isFromInside = (response: Response): boolean => inside.has(response)
