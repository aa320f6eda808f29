// Ends with 0 where this container's wirefold can serve. The image has no curl.
const answer = await fetch(`http://127.0.0.1:${process.env.PORT || 8787}/healthz`).catch(() => undefined)
process.exitCode = answer?.ok ? 0 : 1
