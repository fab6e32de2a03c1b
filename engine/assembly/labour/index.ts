export * from '../columns';
export * from './contribute';
export * from './draws';
export * from './work';
