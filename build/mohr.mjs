#!/usr/bin/env node
// The `mohr` command from a work tree: makes ready what is missing, then runs the built program.
import { createRequire } from 'node:module'
import { getReady } from './ready/get-ready.mjs'

if (getReady(import.meta.filename, { built: true })) createRequire(import.meta.url)('../out/main/cli.js')
