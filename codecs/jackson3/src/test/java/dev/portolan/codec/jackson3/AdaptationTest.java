package dev.portolan.codec.jackson3;

import dev.portolan.codec.jackson.AdaptationContract;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

final class AdaptationTest extends AdaptationContract {
  AdaptationTest() {
    super(new Jackson3Codec(), new ShopCodec(), new OwnCodec(), JsonNode.class);
  }

  /** Their own mapper: a module, a naming strategy, and unknown names refused. */
  public static final class ShopCodec extends Jackson3Codec {
    public ShopCodec() {
      super(
          alike()
              .addModule(
                  new SimpleModule()
                      .addSerializer(Money.class, new Writing())
                      .addDeserializer(Money.class, new Reading())
                      .addDeserializer(UUID.class, new AnyId()))
              .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
              .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .build());
    }
  }

  /** A mapper that knows nothing of this house. */
  public static final class OwnCodec extends Jackson3Codec {
    public OwnCodec() {
      super(new JsonMapper());
    }
  }

  private static final class Writing extends StdSerializer<Money> {
    private static final long serialVersionUID = 1L;

    Writing() {
      super(Money.class);
    }

    @Override
    public void serialize(Money value, JsonGenerator to, SerializationContext provider) {
      to.writeString("EUR " + value.cents());
    }
  }

  private static final class Reading extends StdDeserializer<Money> {
    private static final long serialVersionUID = 1L;

    Reading() {
      super(Money.class);
    }

    @Override
    public Money deserialize(JsonParser parser, DeserializationContext context) {
      return new Money(Long.parseLong(parser.getString().substring(4)));
    }
  }

  private static final class AnyId extends StdDeserializer<UUID> {
    private static final long serialVersionUID = 1L;

    AnyId() {
      super(UUID.class);
    }

    @Override
    public UUID deserialize(JsonParser parser, DeserializationContext context) {
      return new UUID(0, parser.getIntValue());
    }
  }
}
