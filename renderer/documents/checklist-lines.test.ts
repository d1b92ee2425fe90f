import { expect, test } from 'vitest'
import type { DocumentList, ScanDocument, ScanKind } from '#contract/documents'
import { documentKinds, neededDocuments } from '#contract/dossiers'
import { documentName, linesOf } from './checklist-lines'

const item = (kind: ScanKind, more: Partial<ScanDocument> = {}): ScanDocument => ({
  id: kind, version: 1, kind, title: '', no: 1, state: 'attached', file: { sha256: 'x', size: 1, type: 'image/png', pages: 1, width: 1, height: 1 }, thumbnail: null,
  documentNo: null, issuedOn: null, validUntil: null, reason: null, channel: 'counter', attachedBy: 'م', attachedAt: '', decidedBy: null, decidedAt: null, earlier: [], alsoOn: [], ...more,
})
const listOf = (items: ScanDocument[], confirmations: string[] = []): DocumentList => ({ items, confirmations, mayAdd: true, mayChange: true, mayRemove: true })
const checklist = documentKinds.map((kind) => ({ kind, needed: neededDocuments('male', 'certificate', true).includes(kind), received: false }))
const line = (list: DocumentList, key: string) => Object.values(linesOf(checklist, list)).flat().find((one) => one.key === key)!

test('S4-12, S4-13, S4-15, S4-17, S4-18, S4-19: every paper has a line and says whether it is asked', () => {
  const { papers } = linesOf(checklist, listOf([]))
  expect(papers.filter((one) => one.needed).map((one) => one.key)).toEqual(['skill', 'military', 'photos', 'birth-certificate', 'national-card', 'residence', 'health-card'])
  expect(papers.filter((one) => !one.needed).map((one) => one.key)).toEqual(['degree', 'form-print'])
  expect(line(listOf([item('skill')]), 'skill')).toMatchObject({ done: true, here: 1, room: true })
  expect(line(listOf([item('skill', { state: 'rejected' })]), 'skill')).toMatchObject({ done: false, here: 0 })
})

test('S4-14: photos are whole at two and have no room for a third', () => {
  expect(line(listOf([item('photos')]), 'photos')).toMatchObject({ done: false, here: 1, whole: 2, room: true })
  expect(line(listOf([item('photos'), item('photos', { id: 'b', no: 2 })]), 'photos')).toMatchObject({ done: true, room: false })
  expect(line(listOf([item('photos', { state: 'waived', file: null })]), 'photos')).toMatchObject({ done: true })
})

test('S4-16: deed and contract stand on one line', () => {
  expect(line(listOf([item('home-contract')]), 'residence')).toMatchObject({ done: true, kinds: ['home-deed', 'home-contract'], waiveAs: 'residence' })
})

test('S0-18: each confirmation of the field is a line; one that the field no longer asks for keeps its own', () => {
  const list = listOf([item('agency-confirmation', { title: 'آتش‌نشانی' })], ['محیط زیست'])
  expect(linesOf(checklist, list).confirmations.map(({ name, needed, done }) => ({ name, needed, done }))).toEqual([
    { name: 'محیط زیست', needed: true, done: false }, { name: 'آتش‌نشانی', needed: false, done: true },
  ])
  expect(documentName(list.items[0]!)).toBe('آتش‌نشانی')
})

test('other papers appear when they are here, each title for itself', () => {
  const list = listOf([item('death-certificate'), item('other', { title: 'وکالت‌نامه' })])
  expect(linesOf(checklist, list).others.map((one) => one.name)).toEqual(['گواهی فوت', 'وکالت‌نامه'])
})
