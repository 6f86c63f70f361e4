/**
 * Off-heap bytes with a limit and an owner.
 *
 * <p>A {@link java.lang.foreign.MemorySegment} in a signature is borrowed: a parameter until the
 * call returns, a result until the owner that its documentation names is closed. {@link
 * io.github.agc4j.internal.memory.Block}, {@link io.github.agc4j.internal.memory.BlockHeap}, {@link
 * io.github.agc4j.internal.memory.LongArray}, {@link
 * io.github.agc4j.internal.memory.GrowableBytes}, {@link io.github.agc4j.internal.file.MappedFile}
 * and {@link io.github.agc4j.internal.memory.MappedOutput} own, and are closed by whoever opened
 * them. Every allocation reserves its bytes from a {@link
 * io.github.agc4j.internal.memory.MemoryBudget}.
 */
package io.github.agc4j.internal.memory;
