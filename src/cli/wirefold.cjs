#!/usr/bin/env node
'use strict'
// In the JavaScript of ten years ago, since a Node that is too old has to get as far as the sentence: it reads neither the modules nor
// the types that everything behind this file is written in.
var fs = require('fs')
var path = require('path')

// per line of Node the first whose SQLite takes values by number (`?1`); types are stripped by default there too
var supported = require('../../package.json').engines.node.match(/\d+\.\d+/g)
var own = process.versions.node

function isEnough(version) {
  var parts = version.split('.').map(Number)
  return supported.some(function (least, i) {
    var wanted = least.split('.').map(Number)
    var isLast = i === supported.length - 1
    return (parts[0] === wanted[0] && parts[1] >= wanted[1]) || (isLast && parts[0] > wanted[0])
  })
}

/** Readers of our messages cannot do anything about this one, and it came with every command until Node 24.15. */
function dropWarning(beginning) {
  var emit = process.emitWarning
  process.emitWarning = function (warning) {
    if (String(warning).indexOf(beginning) !== 0) emit.apply(process, arguments)
  }
}

/**
 * How the C library of Linux is told to give memory back. By itself it keeps most of what many large answers took, as pieces for the
 * next ones, in a pool for each thread: after 82 of them that is 100 MB. It reads this only when a program begins. What has 32 KB or more
 * is given back at once, as most feeds have. With 64 KB a first refresh of 1,000 sources of 40 KB takes some 15 MB more.
 */
var FRUGAL = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '32768', MALLOC_TRIM_THRESHOLD_: '131072' }
/**
 * As boundNursery of node/memory.ts has it, from the first object on: by itself V8 gives new objects more room, and first looks for what
 * is over when the heap is four times what the program's own modules take. What it once took it keeps.
 */
var BOUNDS = ['--max-semi-space-size=4', '--heap-growing-percent=30']
var FETCHES = ['serve', 'refresh']

/** Commands that fetch begin once more as the same process, which takes 25 ms; whoever has set any of it himself has decided. */
function startFrugally() {
  var env = process.env
  var isSet = Object.keys(FRUGAL).some(function (name) {
    return env[name] !== undefined
  })
  var fetches = process.argv.slice(2).some(function (word) {
    return FETCHES.indexOf(word) >= 0
  })
  // a parent that talks to us through a channel would lose us
  if (isSet || !fetches || process.platform !== 'linux' || process.channel || !process.execve) return
  dropWarning('process.execve is an experimental feature')
  process.execve(process.execPath, [process.argv0].concat(BOUNDS, process.execArgv, process.argv.slice(1)), Object.assign({}, env, FRUGAL))
}

if (!isEnough(own)) {
  var wanted = supported.join(' or ')
  process.stderr.write('wirefold needs Node ' + wanted + ', or later; this is ' + own + '. Install a newer one from nodejs.org.\n')
  process.exitCode = 2
} else {
  startFrugally()
  dropWarning('SQLite is an experimental feature')
  // halves the time to start from the second start on
  require('module').enableCompileCache()
  // the package holds JavaScript, the repository TypeScript
  void import(fs.existsSync(path.join(__dirname, 'main.js')) ? './main.js' : './main.ts')
}
