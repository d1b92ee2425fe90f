export { exportStatusLists, publishChange, publishNightly } from './publish-list'
export { verifyListText, type ListCheck } from './sign-list'
