package io.github.agc4j.spark.internal.read;

import java.io.Serializable;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.spark.unsafe.types.UTF8String;

/** What rows have to be: a predicate of SQL, of what is known of rows before they are made. */
sealed interface Condition extends Serializable {
  /** What is known of a row, or of all rows of a contig or of a sample. */
  interface Known {
    /** Stands for what is not known yet. */
    Object UNKNOWN = new Object();

    /** A {@link UTF8String}, a {@link Long}, null, or {@link #UNKNOWN}. */
    Object value(Column column);
  }

  /** Whether it holds; null if that is not known, or neither as SQL has it. */
  Boolean holds(Known known);

  /** Whether a row that is known may be one of those. */
  default boolean mayHold(Known known) {
    return !Boolean.FALSE.equals(holds(known));
  }

  /** All of {@code parts}. */
  record All(List<Condition> parts) implements Condition {
    @Override
    public Boolean holds(Known known) {
      boolean isKnown = true;
      for (Condition part : parts) {
        Boolean holds = part.holds(known);
        if (Boolean.FALSE.equals(holds)) {
          return false;
        }
        isKnown &= holds != null;
      }
      return isKnown ? true : null;
    }
  }

  /** One of {@code parts}. */
  record Any(List<Condition> parts) implements Condition {
    @Override
    public Boolean holds(Known known) {
      boolean isKnown = true;
      for (Condition part : parts) {
        Boolean holds = part.holds(known);
        if (Boolean.TRUE.equals(holds)) {
          return true;
        }
        isKnown &= holds != null;
      }
      return isKnown ? false : null;
    }
  }

  /** Not {@code part}. */
  record Not(Condition part) implements Condition {
    @Override
    public Boolean holds(Known known) {
      Boolean holds = part.holds(known);
      return holds == null ? null : !holds;
    }
  }

  /** Always the same. */
  record Constant(boolean holds) implements Condition {
    @Override
    public Boolean holds(Known known) {
      return holds;
    }
  }

  /** Whether a column is null. */
  record IsNull(Column column) implements Condition {
    @Override
    public Boolean holds(Known known) {
      Object value = known.value(column);
      return value == Known.UNKNOWN ? null : value == null;
    }
  }

  /** How values are ordered. */
  enum Order {
    EQUAL(order -> order == 0),
    NOT_EQUAL(order -> order != 0),
    LESS(order -> order < 0),
    LESS_OR_EQUAL(order -> order <= 0),
    GREATER(order -> order > 0),
    GREATER_OR_EQUAL(order -> order >= 0);

    private final IntPredicate isSo;

    Order(IntPredicate isSo) {
      this.isSo = isSo;
    }

    /** The order of the values the other way round. */
    Order turned() {
      return switch (this) {
        case LESS -> GREATER;
        case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
        case GREATER -> LESS;
        case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
        default -> this;
      };
    }
  }

  /** A column compared with a value, which is a number or text as the column is. */
  record Compared(Column column, Order order, Object value) implements Condition {
    @Override
    public Boolean holds(Known known) {
      Object other = known.value(column);
      if (other == Known.UNKNOWN || other == null) {
        return null;
      }
      int compared =
          other instanceof Long number
              ? Long.compare(number, (Long) value)
              : ((UTF8String) other).binaryCompare((UTF8String) value);
      return order.isSo.test(compared);
    }
  }

  /** Where one text is in another one. */
  enum Place {
    START,
    END,
    ANYWHERE
  }

  /** A column that has {@code text} somewhere. */
  record Containing(Column column, Place place, UTF8String text) implements Condition {
    @Override
    public Boolean holds(Known known) {
      if (!(known.value(column) instanceof UTF8String other)) {
        return null;
      }
      return switch (place) {
        case START -> other.startsWith(text);
        case END -> other.endsWith(text);
        case ANYWHERE -> other.contains(text);
      };
    }
  }
}
