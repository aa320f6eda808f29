/** A value that is here already, or one that is waited for. */
export type Ready<Value> = Value | Promise<Value>

/** Goes on with a value: at once where it is here. The server on Node writes at once what is answered within one turn; else it listens for who leaves meanwhile. */
export const whenReady = <Value, Next>(value: Ready<Value>, next: (value: Value) => Ready<Next>): Ready<Next> =>
  value instanceof Promise ? value.then(next) : next(value)
