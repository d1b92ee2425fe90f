export { exportStatusLists, publishChange, publishRebuilt, publishEnds, publishNightly } from './publish-list'
export { verifyListText, type ListCheck } from './sign-list'
