export { ReadingScreen } from './ReadingScreen.tsx';
