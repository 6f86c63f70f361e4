/**
 * One segment as a difference from its group's reference.
 *
 * <p>The code of a sequence is a run of tokens (AGC format, section 6.1), read with a predicted
 * position p into the reference that starts at 0:
 *
 * <pre>
 * delta    := token*
 * token    := literal | same | n-run | match | rest
 * literal  := one byte 0x41 + code, code ≤ 20                          p += 1
 * same     := '!'                                   reference[p],      p += 1
 * n-run    := 0x1e decimal(length − 4) 0x04         length times N
 * match    := decimal(q − p) ',' decimal(length − l) '.'               p = q + length
 * rest     := decimal(q − p) '.'                    to the reference's end
 * decimal  := ['-'] digit+                          '-' only before q − p
 * </pre>
 *
 * <p>An empty delta means "equal to the reference". l is the archive's minimum match length. Two
 * encoders write it. {@link io.github.agc4j.internal.lzdiff.LzDiffEncoder} gives the same bytes as
 * C++ agc 3.2, from codes, one per byte, with {@link
 * io.github.agc4j.internal.lzdiff.LzScan#PADDING_BYTES} readable bytes after the last. {@link
 * io.github.agc4j.internal.lzdiff.DiagonalEncoder} gives fewer, from symbols at two bits. Their
 * scans are the critical path.
 */
package io.github.agc4j.internal.lzdiff;
