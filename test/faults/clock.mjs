// Loaded into a child process before wirefold: moves its clock by WIREFOLD_TEST_SHIFT milliseconds.
const shift = Number(process.env.WIREFOLD_TEST_SHIFT ?? 0)
const now = Date.now
Date.now = () => now() + shift
