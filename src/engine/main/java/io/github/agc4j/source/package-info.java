/** Where archives are, and how their bytes are fetched if that is no file of this machine. */
package io.github.agc4j.source;
