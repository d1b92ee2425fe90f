import type { UserConfig } from 'vite'

export const oneFileConfig: (root: string, outDir: string, fileName: string, more?: readonly string[]) => UserConfig
