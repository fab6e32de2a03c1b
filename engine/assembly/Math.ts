// Functions of JavaScript's own Math: the name of this file is that of the module from which they are imported.

export declare function exp(x: f64): f64;
