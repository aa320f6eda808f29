import { PROBLEMS } from '../model/codes.ts'
import type { Problem } from '../model/problem.ts'
import { meaningOf } from '../model/statuses.ts'

/** What a person can do about a failure, as a sentence; undefined where there is nothing. */
export function adviceOf({ code }: Problem, status: number | undefined): string | undefined {
  const advice = code === 'http-status' && status !== undefined ? meaningOf(status).advice : PROBLEMS[code].advice
  return advice === '' ? undefined : `${advice.charAt(0).toUpperCase()}${advice.slice(1)}.`
}

/** A failure and what to do, in one piece of text. */
export const withAdvice = (problem: Problem, status: number | undefined): string =>
  [problem.message, adviceOf(problem, status)].filter((part) => part !== undefined).join(' ')
