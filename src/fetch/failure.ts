import type { ProblemCode } from '../model/codes.ts'
import type { Problem } from '../model/problem.ts'

/** What a runtime throws, turned into a code; Node names its reasons in `code`, workerd says little. */
const KINDS: readonly (readonly [test: RegExp, code: ProblemCode, message: string])[] = [
  [/^(ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL)$/, 'dns', 'The name of the server was not found (DNS).'],
  [/^CERT_HAS_EXPIRED$/, 'tls', 'The certificate of the server has run out.'],
  [
    /^CERT_NOT_YET_VALID$/,
    'tls',
    'The certificate of the server is not valid yet: its publisher was early, or this computer’s clock is behind.',
  ],
  [/^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/, 'tls', 'The certificate of the server is for another name.'],
  [
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN)$/,
    'tls',
    'The certificate of the server is signed by nobody whom browsers trust: it is self-signed, or something on the way reads along.',
  ],
  [/^UNABLE_TO_/, 'tls', 'The server does not prove its certificate: one between it and its issuer is missing or unknown.'],
  [
    /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|EPROTO$|HOSTNAME_MISMATCH$)/,
    'tls',
    'No trustworthy TLS connection could be made: the server’s certificate or protocol is not acceptable.',
  ],
  [/^ECONNREFUSED$/, 'connect', 'The server refused the connection.'],
  [/^(ECONNRESET|EPIPE|ECONNABORTED)$/, 'reset', 'The server closed the connection before it had answered.'],
  [/^(ETIMEDOUT|ERR_SOCKET_CONNECTION_TIMEOUT)$/, 'timeout', 'The server did not answer in time.'],
  [/^HPE_/, 'bad-response', 'What the server sent is not HTTP, or its headers are too large.'],
  [/^(Z_|ERR__ERROR_FORMAT_|ERR_BROTLI)/, 'bad-encoding', 'The compressed body could not be decoded.'],
]

/** An expected failure that has to cross a stack of streams or callbacks as an exception. */
export class Failure extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

const UNREACHABLE: Problem = { code: 'connect', message: 'The server could not be reached.' }
/** What is said where a runtime gives no reason and the headers had come already. */
export const BROKEN_OFF: Problem = { code: 'reset', message: 'The answer broke off at its beginning, or could not be decoded.' }

/** The problem behind whatever `fetch` or a body threw; its sentence holds nothing of the machine it ran on. */
export function problemOf(error: unknown, otherwise: Problem = UNREACHABLE): Problem {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 4; cause = cause.cause, depth++) {
    if (cause instanceof Failure) return cause.problem
    const name = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
    const kind = KINDS.find(([test]) => test.test(name))
    if (kind) return { code: kind[1], message: kind[2] }
    if (cause instanceof AggregateError && cause.errors.length > 0) return problemOf(cause.errors[0], otherwise)
  }
  return otherwise
}
