import deployment from '../data/deployment.json' with { type: 'json' }
import { createWorker, type Deployment } from '../src/worker.ts'

export default createWorker(deployment as unknown as Deployment)
