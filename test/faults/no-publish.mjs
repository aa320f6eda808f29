// Kills the process where it begins to publish: gzip is the first thing that only publishing does.
globalThis.CompressionStream = class {
  constructor() {
    process.kill(process.pid, 'SIGKILL')
  }
}
