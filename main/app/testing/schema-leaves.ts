import { z } from 'zod'

/** One field that a person or a file fills: its place in the form, its schema, and how a form with this value in it looks. */
export type Leaf = { path: string; schema: z.ZodType; formWith: (value: unknown) => unknown }

const own = (leaf: Leaf, key: string, wrap: (inner: unknown) => unknown): Leaf =>
  ({ ...leaf, path: leaf.path === '' ? key : `${key}.${leaf.path}`, formWith: (value) => wrap(leaf.formWith(value)) })

/** Down to the shape that is filled in: what may be empty, has a default or is turned into something else is looked through. */
const shapeOf = (schema: z.ZodType): z.ZodType => {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) return shapeOf(schema.unwrap() as z.ZodType)
  return schema instanceof z.ZodPipe ? shapeOf(schema.in as z.ZodType) : schema
}

/** Every field of a form's schema, lists and nested parts too, in the order of the form. */
export const leavesOf = (schema: z.ZodType): Leaf[] => {
  const shape = shapeOf(schema)
  if (shape instanceof z.ZodObject) {
    return Object.entries(shape.shape as Record<string, z.ZodType>).flatMap(([key, inner]) => leavesOf(inner).map((leaf) => own(leaf, key, (value) => ({ [key]: value }))))
  }
  if (shape instanceof z.ZodArray) return leavesOf(shape.element as z.ZodType).map((leaf) => own(leaf, '0', (value) => [value]))
  if (shape instanceof z.ZodRecord) return leavesOf(shape.valueType as z.ZodType).map((leaf) => own(leaf, 'title', (value) => ({ title: value })))
  return [{ path: '', schema, formWith: (value) => value }]
}
