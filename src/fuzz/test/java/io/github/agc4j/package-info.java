/** Archives read and extended in all ways, within bounds. */
package io.github.agc4j;
