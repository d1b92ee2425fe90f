export { exportStatusLists, publishChange, publishEnds, publishNightly } from './publish-list'
export { verifyListText, type ListCheck } from './sign-list'
