/** Reading an open archive: what names, queries, ranges and texts build on. */
package io.github.agc4j.internal.read;
