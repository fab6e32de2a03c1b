export * from '../columns';
export * from './children';
