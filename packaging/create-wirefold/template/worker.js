import { createWorker } from 'wirefold/worker'
import deployment from './data/deployment.json' with { type: 'json' }

export default createWorker(deployment)
