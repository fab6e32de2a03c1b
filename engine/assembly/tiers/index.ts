export * from '../columns';
export * from './children';
export * from './members';
