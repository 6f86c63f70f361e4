/** How archives are created, extended and read. */
package io.github.agc4j.option;
