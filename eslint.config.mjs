// The rules the machine keeps (CONTRIBUTING.md). Layers and circles are .dependency-cruiser.cjs.
import { defineConfig, globalIgnores } from 'eslint/config'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'
import { fileNames } from './build/lint/file-names.mjs'

const typed = ['{main,db,electron,registry}/**/*.ts', 'build/**/*.ts', 'renderer/**/*.ts', 'verifier/**/*.ts', '*.config.{ts,mts}']
const sources = ['**/*.{ts,mts,mjs,cjs,vue}']

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only: one thing has one name everywhere (a default export gets a new one at each import).',
}
const noIpcMain = {
  selector: 'ImportSpecifier[imported.name="ipcMain"]',
  message: 'Only electron/ipc.ts touches ipcMain: its one handler checks the sender. Declare an operation in main/contract instead.',
}
const noEnum = {
  selector: 'TSEnumDeclaration',
  message: "Write a union of strings: it crosses IPC, JSON and the database as itself.",
}
const restricted = (...rules) => ({ 'no-restricted-syntax': ['error', ...rules] })

export default defineConfig(
  globalIgnores(['out/', 'dist/', 'node_modules/', 'coverage/', 'test-results/', 'playwright-report/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: sources,
    plugins: { mohr: { rules: { 'file-names': fileNames } } },
    rules: {
      'mohr/file-names': 'error',
      'max-lines': ['error', 300],
      'no-console': 'error',
      'no-debugger': 'error',
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-implied-eval': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-restricted-imports': ['error', { patterns: [{
        group: ['../../*'],
        message: 'Inside a folder use ./ or ../; across folders use #contract, #main/…, #db/… or #registry/… so that a moved file keeps its imports.',
      }] }],
      ...restricted(noDefaultExport, noIpcMain, noEnum),
    },
  },
  {
    files: ['**/*.{ts,mts,vue}'],
    extends: [tseslint.configs.strict],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
      // `noUncheckedIndexedAccess` makes `row!` after a length check the honest spelling.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-invalid-void-type': 'off',
    },
  },
  {
    files: typed,
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './tsconfig.renderer.json', './tsconfig.e2e.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-for-in-array': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/no-unsafe-argument': 'error',
      '@typescript-eslint/no-unsafe-assignment': 'error',
      '@typescript-eslint/no-unsafe-return': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
    },
  },
  {
    files: ['{renderer,verifier}/**/*.vue'],
    extends: [vue.configs['flat/recommended-error']],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser } },
    rules: {
      'vue/no-v-html': 'error',
      'vue/no-static-inline-styles': 'error',
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      // How lines break is the writer's; only meaning is checked here.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-closing-bracket-spacing': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/attributes-order': 'off',
      'vue/require-default-prop': 'off',
      ...restricted(noIpcMain, noEnum),
    },
  },
  {
    // Tests read JSON and mocks whose shape the assertion itself checks.
    files: ['**/*.test.ts', '**/e2e/**/*.ts', '**/testing/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['electron/ipc.ts', 'electron/*.test.ts', 'electron/testing/**'], rules: restricted(noDefaultExport, noEnum) },
  { files: ['*.config.{ts,mts,mjs}', '.dependency-cruiser.cjs', 'build/*.config.mts', 'electron/e2e/bare-office.ts', 'renderer/e2e/office-shelf.ts'], rules: restricted(noIpcMain, noEnum) },
  { files: ['main/shells/**', 'build/**', 'registry/server/**', 'registry/*.ts', '**/*.bench.ts'], rules: { 'no-console': 'off' } },
)
