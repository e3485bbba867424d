package dev.portolan.codec.jackson3;

import dev.portolan.codec.Codec;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Type;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.ConstructorDetector;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.TokenBuffer;

/**
 * JSON by Jackson 3 databind.
 *
 * <p>A class without Jackson's annotations is read and written as by the codec of the house; the
 * annotations do what they say. Documents are read by the house's own reader in any case, so its
 * limits hold, and no feature of a mapper makes it take more.
 *
 * <p>To adapt the mapper, derive a class with a public constructor without parameters, and name it
 * in the configuration ({@code codec}):
 *
 * <pre>{@code
 * public final class ShopCodec extends Jackson3Codec {
 *   public ShopCodec() {
 *     super(alike().addModule(new MoneyModule()).build());
 *   }
 * }
 * }</pre>
 *
 * <p>Modules on the class path are not looked for: what is read must not change with a jar that
 * comes along, and the search costs each cold start.
 */
public class Jackson3Codec implements Codec {
  /** Says that every scalar came as text. */
  static final String TEXTS = Jackson3Codec.class.getName() + ".texts";

  private static final int MAX_DEPTH = 200;
  private static final int INITIAL_BYTES = 512;

  private final ObjectMapper mapper;

  /** A codec that reads and writes like that of the house. */
  public Jackson3Codec() {
    this(alike().build());
  }

  /**
   * A codec with a mapper of one's own, as it is: what values look like is then its affair alone.
   *
   * @param mapper from {@link #alike}, unless it shall differ in all
   */
  protected Jackson3Codec(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** The beginnings of a mapper that reads and writes like the codec of the house. */
  public static JsonMapper.Builder alike() {
    StreamWriteConstraints limits =
        StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build();
    JsonFactory json =
        JsonFactory.builder()
            .streamWriteConstraints(limits)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    return JsonMapper.builder(json)
        .addModule(Alike.module())
        .constructorDetector(
            ConstructorDetector.DEFAULT.withAllowImplicitWithDefaultConstructor(false))
        .disable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
        .disable(
            DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
            DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS,
            DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(
            MapperFeature.ALLOW_COERCION_OF_SCALARS,
            MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS,
            MapperFeature.INFER_PROPERTY_MUTATORS,
            MapperFeature.USE_GETTERS_AS_SETTERS)
        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .enable(
            SerializationFeature.FAIL_ON_EMPTY_BEANS,
            SerializationFeature.WRITE_CHAR_ARRAYS_AS_JSON_ARRAYS)
        .withCoercionConfigDefaults(
            coercions ->
                coercions.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
  }

  @Override
  public final Object bind(Object tree, Type type) {
    return bind(tree, mapper.readerFor(mapper.constructType(type)));
  }

  @Override
  public final Object fromTexts(Map<String, Object> texts, Type type) {
    JavaType wanted = mapper.constructType(type);
    if (wanted.isCollectionLikeType() || wanted.isArrayType()) {
      throw Refusals.expected("an array");
    }
    return bind(
        texts,
        mapper
            .readerFor(wanted)
            .with(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .withAttribute(TEXTS, true));
  }

  private Object bind(Object tree, ObjectReader reader) {
    try (TokenBuffer tokens = TokenBuffer.forGeneration()) {
      Tokens.write(tree, tokens);
      return reader.readValue(tokens);
    } catch (JacksonException refused) {
      throw Refusals.of(refused);
    }
  }

  @Override
  public final byte[] write(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    try (JsonGenerator to = new StrictGenerator(mapper.createGenerator(bytes))) {
      mapper.writeValue(to, value);
    } catch (JacksonException unfit) {
      throw new IllegalArgumentException("a value that has no JSON form", unfit);
    }
    return bytes.toByteArray();
  }
}
