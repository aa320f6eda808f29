declare module 'cloudflare:test' {
  export function applyD1Migrations(db: unknown, migrations: unknown): Promise<void>
  export function reset(): Promise<void>
  export function createExecutionContext(): unknown
  export function createScheduledController(): unknown
  export function createMessageBatch(queue: string, messages: readonly unknown[]): unknown
  export function getQueueResult(batch: unknown, context: unknown): Promise<{ outcome: string }>
}
declare module 'cloudflare:workers' {
  export const env: { readonly DB: import('@cloudflare/workers-types').D1Database; readonly MIGRATIONS: unknown }
}
