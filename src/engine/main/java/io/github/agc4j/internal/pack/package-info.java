/**
 * Many deltas as one zstd frame; tuple packing of references.
 *
 * <p>The data of a part, as the stream's metadata integer n and its bytes say (AGC format, sections
 * 5.3 and 5.4):
 *
 * <pre>
 * pack       := n = 0: content           | n &gt; 0: frame(content of n bytes) 00
 * content    := (item ff)+
 * reference  := n = 0: code*             | n &gt; 0: frame(n codes) 00
 *                                        | n &gt; 0: frame(tuples of n codes) 01
 * tuples     := tuple* lastTuple size    size = 16 · symbols per byte + symbols in lastTuple
 * </pre>
 *
 * <p>A text goes through {@link PackWriter}, which asks {@link PackText} what it is made of: packs
 * of bases go to a {@link BaseCompressor}, for which a {@link MatchFinder} finds what repeats, all
 * else to zstd alone. The only user of zstd. Native calls run on memory that the calling worker
 * owns or leases.
 */
package io.github.agc4j.internal.pack;
