/**
 * What the desk does where scripts run: one row is swapped instead of the page, and keys press the buttons that are there. Everything
 * works without it. It knows no act and no key of its own: forms and `data-key` say them.
 */
export const DESK_SCRIPT = `
const $ = (selector, root = document) => root.querySelector(selector)
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)]
/* Heard by screen readers; what was done stays to be seen in its row, with the way back. */
let silence
const say = (text) => {
  $('#said').textContent = text
  clearTimeout(silence)
  silence = setTimeout(() => say(''), 8000)
}

/* One form, one request, one row. Nothing is shown that is not stored. */
async function send(form, button) {
  const body = new URLSearchParams(new FormData(form, button))
  form.setAttribute('aria-busy', 'true')
  try {
    const response = await fetch(form.action, { method: 'POST', body, headers: { accept: 'text/fragment+html' } })
    const text = await response.text()
    if (response.ok) swap(form, button, text)
    else say('Nothing was changed. ' + reason(text))
  } catch {
    say('Nothing was changed: the desk cannot be reached.')
  } finally {
    form.removeAttribute('aria-busy')
  }
}

function reason(text) {
  try { return JSON.parse(text).detail ?? '' } catch { return 'Something went wrong.' }
}

function swap(form, button, text) {
  const holder = document.createElement('template')
  holder.innerHTML = text
  const fresh = holder.content.firstElementChild
  const ticked = form.id === 'merge' ? $$('.tick:checked').map((box) => box.closest('[data-row]')) : []
  const old = document.getElementById(fresh.id) ?? form.closest('[data-row]') ?? ticked[0]
  const key = button?.dataset.key ?? $('summary', form.closest('details') ?? form)?.dataset.key
  for (const row of ticked) if (row !== old) row.remove()
  if (old) old.replaceWith(fresh)
  else $('.rows, .log')?.prepend(fresh)
  for (const seen of $$('input[name=seen]')) seen.value = String(Math.max(seen.value, $('input[name=seen]', fresh)?.value ?? 0))
  make(fresh)
  focus(fresh, key)
  say(fresh.dataset.said ?? '')
}

/* Where the focus was: on the same button, or the one that takes its place. */
function focus(row, key) {
  const target = (key && $('[data-key="' + key + '"]', row)) ?? $('h1, h2 a, a', row) ?? row
  if (!target.matches('a, button, input, summary')) target.tabIndex = -1
  target.focus({ preventScroll: true })
  choose(row)
}

/* One row is at hand: keys are about it. */
let current
function choose(row) {
  current?.removeAttribute('data-current')
  current = row
  row?.setAttribute('data-current', '')
}

function step(by) {
  const rows = $$('[data-row]').filter((row) => !row.parentElement.closest('[data-row]'))
  if (rows.length === 0) return
  const at = rows.indexOf(current)
  const row = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + by))]
  choose(row)
  ;($('h2 a, a', row) ?? row).focus()
  row.scrollIntoView({ block: 'nearest' })
}

function press(key) {
  const row = current?.isConnected ? current : undefined
  const target = (row && $('[data-key="' + key + '"]', row)) ?? $$('[data-key="' + key + '"]').find((one) => !one.closest('[data-row]'))
  if (!target) return false
  if (target.localName === 'input' && target.type === 'search') target.focus()
  else target.click()
  if (target.localName === 'summary' && target.parentElement.open) $('input:not([type=hidden]), textarea', target.parentElement)?.select()
  return true
}

const inField = (element) => element.closest('input:not([type=checkbox]), textarea, select, [contenteditable]')
const switchOff = $('#keys-on')
let chord = ''

function leave() {
  const open = document.activeElement.closest('details[open]')
  if (open) {
    open.open = false
    $('summary', open).focus()
  } else document.activeElement.blur()
}

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !switchOff?.checked) return
  if (event.key === 'Escape') return leave()
  if (inField(event.target) || event.key.length !== 1) return
  const key = chord ? chord + ' ' + event.key : event.key
  chord = key === 'g' ? 'g' : ''
  if (chord) return
  if (key === 'j' || key === 'k') step(key === 'j' ? 1 : -1)
  else if (!press(key)) return
  event.preventDefault()
})
document.addEventListener('focusin', ({ target }) => {
  const row = target.closest('[data-row]')
  if (row) choose(row)
})
document.addEventListener('submit', (event) => {
  const form = event.target
  if (!form.action.endsWith('/desk/acts')) return
  event.preventDefault()
  send(form, event.submitter)
})

function make(root) {
  for (const box of $$('.tick', root)) box.checked = false
}

/* The switch is remembered in this browser alone. */
if (switchOff) {
  $('#keys').hidden = false
  switchOff.checked = localStorage.getItem('desk-keys') !== 'off'
  switchOff.addEventListener('change', () => {
    localStorage.setItem('desk-keys', switchOff.checked ? 'on' : 'off')
    say(switchOff.checked ? 'Keys are on.' : 'Keys are off.')
  })
}
`.trimStart()
