package dev.portolan.codec.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.UUID;

final class AdaptationTest extends AdaptationContract {
  AdaptationTest() {
    super(new JacksonCodec(), new ShopCodec(), new OwnCodec(), JsonNode.class);
  }

  /** Their own mapper: a module, a naming strategy, and unknown names refused. */
  public static final class ShopCodec extends JacksonCodec {
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
  public static final class OwnCodec extends JacksonCodec {
    public OwnCodec() {
      super(new ObjectMapper());
    }
  }

  private static final class Writing extends StdSerializer<Money> {
    private static final long serialVersionUID = 1L;

    Writing() {
      super(Money.class);
    }

    @Override
    public void serialize(Money value, JsonGenerator to, SerializerProvider provider)
        throws IOException {
      to.writeString("EUR " + value.cents());
    }
  }

  private static final class Reading extends StdDeserializer<Money> {
    private static final long serialVersionUID = 1L;

    Reading() {
      super(Money.class);
    }

    @Override
    public Money deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return new Money(Long.parseLong(parser.getText().substring(4)));
    }
  }

  private static final class AnyId extends StdDeserializer<UUID> {
    private static final long serialVersionUID = 1L;

    AnyId() {
      super(UUID.class);
    }

    @Override
    public UUID deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return new UUID(0, parser.getIntValue());
    }
  }
}
