/** Written by `wirefold bundle` from `feeds/` before a Worker is built or tested. */
declare module '*/deployment.json' {
  const deployment: unknown
  export default deployment
}
