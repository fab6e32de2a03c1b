export * from '../columns';
export * from './births';
export * from './disability';
export * from './exits';
export * from './mothers';
export * from './scratch';
export * from './unions';
