import { z } from 'zod'

// Before any schema is made: zod would otherwise probe for eval, which the page's own policy refuses aloud.
z.config({ jitless: true })
