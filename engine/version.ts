/**
 * Version of the model: it changes with every change of a figure that a run gives, and only then. It is part of a run's
 * identity, so a new release of the program keeps the results that were stored before, unless the model changed.
 */
export const ENGINE_VERSION = '0.2.0';
