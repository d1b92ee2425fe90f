import { ref } from 'vue'

/** What has just happened, in one sentence: shown at the foot and spoken politely. */
export const statusText = ref('')
export const say = (text: string): void => { statusText.value = text }
