/**
 * Which group a segment joins, and the group's reference.
 *
 * <p>Writing: {@link io.github.agc4j.internal.group.GroupFinder} decides against state that changes
 * only between samples ({@link io.github.agc4j.internal.group.GroupTable}, {@link
 * io.github.agc4j.internal.group.References}), so that decisions do not depend on timing; package
 * {@code group.write} takes the deltas. Reading: package {@code group.read}.
 */
package io.github.agc4j.internal.group;
