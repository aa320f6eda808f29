import { deliveryLine, errorLine, visitLine } from '../monitor/log.ts'
import type { Delivery } from '../monitor/webhook.ts'
import type { Visit } from '../model/visit.ts'

export const logVisit = (visit: Visit): void => {
  if (visit.outcome !== 'skipped') process.stderr.write(`${visitLine(visit)}\n`)
}

export const logDelivery = (delivery: Delivery): void => {
  process.stderr.write(`${deliveryLine(delivery, Date.now())}\n`)
}

export const logError = (error: unknown): void => {
  process.stderr.write(`${errorLine(error, Date.now())}\n`)
}
