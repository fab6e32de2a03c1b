// The synthesis of a block: the kernel behind `synthesise` of engine/population/synthesis.ts.
import { CELLS, firstOf } from './cells';
import { linkChildren } from './children';
import { formCouples } from './couples';
import { joinGenerations } from './generations';
import { bringPersons } from './persons';
import { educateMoved } from './residence';

export function synthesise(runKey0: i32, runKey1: i32, aligned: bool): void {
  bringPersons(firstOf(CELLS), runKey0, runKey1, aligned);
  formCouples();
  linkChildren();
  joinGenerations();
  educateMoved();
}
