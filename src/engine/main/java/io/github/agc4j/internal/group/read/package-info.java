/**
 * The sequences of groups as they are read.
 *
 * <p>{@link io.github.agc4j.internal.group.read.GroupReader} is a worker's access: it gets a
 * reference and a pack from the {@link io.github.agc4j.internal.group.read.PartCache} that all
 * share, and decodes what is wanted of one sequence. How a part is kept depends on what takes least
 * room and time: references as tuples, raw sequences at two bits per code, deltas as they are, when
 * room is scarce at four bits a character, and when they are read often as sequences, unless these
 * take far more room.
 */
package io.github.agc4j.internal.group.read;
