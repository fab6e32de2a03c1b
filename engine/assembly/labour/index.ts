export * from '../columns';
export * from './work';
