package dev.portolan.testkit.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.codec.Codec;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonCodec;
import dev.portolan.testkit.codec.Values.Any;
import dev.portolan.testkit.codec.Values.Boxes;
import dev.portolan.testkit.codec.Values.Item;
import dev.portolan.testkit.codec.Values.Optionals;
import dev.portolan.testkit.codec.Values.Order;
import dev.portolan.testkit.codec.Values.Primitives;
import java.lang.reflect.Type;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Random documents mean to a codec what they mean to that of the house, and values are written so.
 */
public interface AlikeContract extends CodecUnderTest {

  @Test
  @DisplayName("random documents are read and written as by the codec of the house")
  default void documents() {
    Documents random = new Documents();
    Codec codec = codec();
    JsonCodec house = new JsonCodec();
    for (int i = 0; i < 3000; i++) {
      Object value = random.value(4);
      byte[] json = house.write(value);
      assertEquals(house.read(json, Object.class), codec.read(json, Object.class), random.at(json));
      assertEquals(
          CodecUnderTest.plain(json), CodecUnderTest.plain(codec.write(value)), random.at(json));
    }
  }

  @Test
  @DisplayName("random orders go from one codec to the other and back")
  default void orders() {
    Documents random = new Documents();
    Codec codec = codec();
    JsonCodec house = new JsonCodec();
    for (int i = 0; i < 2000; i++) {
      Order order = random.order();
      byte[] json = house.write(order);
      assertEquals(order, codec.read(json, Order.class), random.at(json));
      byte[] again = codec.write(order);
      assertEquals(order, house.read(again, Order.class), random.at(again));
    }
  }

  @Test
  @DisplayName("documents that are nearly right are taken or refused as by the codec of the house")
  default void mutants() {
    Documents random = new Documents();
    Codec codec = codec();
    JsonCodec house = new JsonCodec();
    List<Type> types =
        List.of(Order.class, Item.class, Boxes.class, Primitives.class, Optionals.class, Any.class);
    int taken = 0;
    for (int i = 0; i < 20_000; i++) {
      Type type = types.get(i % types.size());
      byte[] json = random.nearly(house.write(random.like((Class<?>) type)));
      String ours = outcome(house, json, type);
      assertEquals(ours, outcome(codec, json, type), random.at(json));
      taken += ours.startsWith("refused") ? 0 : 1;
    }
    assertTrue(taken > 1000, "the mutants are worth something: " + taken);
  }

  private static String outcome(Codec codec, byte[] json, Type type) {
    try {
      return String.valueOf(codec.read(json, type));
    } catch (CodecException refused) {
      return "refused: " + refused.getMessage();
    }
  }
}
