declare module 'cloudflare:test' {
  export function applyD1Migrations(db: unknown, migrations: unknown): Promise<void>
  export function reset(): Promise<void>
}
declare module 'cloudflare:workers' {
  export const env: { readonly DB: import('@cloudflare/workers-types').D1Database; readonly MIGRATIONS: unknown }
  export const exports: { readonly default: { fetch(request: Request | string, init?: RequestInit): Promise<Response> } }
}
