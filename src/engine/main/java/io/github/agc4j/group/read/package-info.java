/**
 * The sequences of groups as they are read.
 *
 * <p>{@link io.github.agc4j.group.read.GroupReader} is a worker's access: it gets a reference and a
 * pack from the {@link io.github.agc4j.group.read.PartCache} that all share, and decodes what is
 * wanted of one sequence. How a part is kept depends on what takes least room and time: references
 * as tuples, raw sequences and those of dense deltas at two bits per code, other deltas as they are
 * or, when room is scarce, at four bits a character.
 */
package io.github.agc4j.group.read;
