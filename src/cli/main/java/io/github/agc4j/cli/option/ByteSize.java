package io.github.agc4j.cli.option;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes such as {@code 268435456}, {@code 256m} and {@code 2g}; units are powers of 1024. */
public final class ByteSize implements ITypeConverter<Long> {
  private static final String UNITS = "kmgt";

  /** The size as one would type it. */
  public static String text(long bytes) {
    int unit = bytes == 0 ? 0 : Math.min(UNITS.length(), Long.numberOfTrailingZeros(bytes) / 10);
    return unit == 0
        ? String.valueOf(bytes)
        : (bytes >> 10 * unit) + UNITS.substring(unit - 1, unit);
  }

  @Override
  public Long convert(String value) {
    String text = value.toLowerCase(Locale.ROOT);
    int unit = text.isEmpty() ? -1 : UNITS.indexOf(text.charAt(text.length() - 1));
    String number = unit < 0 ? text : text.substring(0, text.length() - 1);
    if (!number.matches("[0-9]{1,12}")) {
      throw new TypeConversionException("'" + value + "' is not a size such as 256m");
    }
    long size = Long.parseLong(number);
    long factor = 1L << 10 * (unit + 1);
    if (size > Long.MAX_VALUE / factor) {
      throw new TypeConversionException("'" + value + "' is more than there can be");
    }
    return size * factor;
  }
}
