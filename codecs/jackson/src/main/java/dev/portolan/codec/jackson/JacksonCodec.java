package dev.portolan.codec.jackson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.portolan.codec.Codec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.util.Map;

/**
 * JSON by Jackson 2 databind.
 *
 * <p>A class without Jackson's annotations is read and written as by the codec of the house; the
 * annotations do what they say. Documents are read by the house's own reader in any case, so its
 * limits hold, and no feature of a mapper makes it take more.
 *
 * <p>To adapt the mapper, derive a class with a public constructor without parameters, and name it
 * in the configuration ({@code codec}):
 *
 * <pre>{@code
 * public final class ShopCodec extends JacksonCodec {
 *   public ShopCodec() {
 *     super(alike().addModule(new MoneyModule()).build());
 *   }
 * }
 * }</pre>
 *
 * <p>Modules on the class path are not looked for: what is read must not change with a jar that
 * comes along, and the search costs each cold start.
 */
public class JacksonCodec implements Codec {
  /** Says that every scalar came as text. */
  static final String TEXTS = JacksonCodec.class.getName() + ".texts";

  private static final int MAX_DEPTH = 200;
  private static final int INITIAL_BYTES = 512;

  private final ObjectMapper mapper;

  /** A codec that reads and writes like that of the house. */
  public JacksonCodec() {
    this(alike().build());
  }

  /**
   * A codec with a mapper of one's own, as it is: what values look like is then its affair alone.
   *
   * @param mapper from {@link #alike}, unless it shall differ in all
   */
  protected JacksonCodec(ObjectMapper mapper) {
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
        .addModules(new Jdk8Module(), new JavaTimeModule(), Alike.module())
        .disable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.ACCEPT_FLOAT_AS_INT,
            DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .enable(
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(
            MapperFeature.ALLOW_COERCION_OF_SCALARS,
            MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS,
            MapperFeature.INFER_PROPERTY_MUTATORS,
            MapperFeature.USE_GETTERS_AS_SETTERS)
        .enable(
            MapperFeature.BLOCK_UNSAFE_POLYMORPHIC_BASE_TYPES,
            MapperFeature.USE_STD_BEAN_NAMING,
            MapperFeature.SORT_PROPERTIES_ALPHABETICALLY,
            MapperFeature.SORT_CREATOR_PROPERTIES_BY_DECLARATION_ORDER)
        .disable(
            SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
            SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .enable(SerializationFeature.WRITE_CHAR_ARRAYS_AS_JSON_ARRAYS)
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
    try (TokenBuffer tokens = new TokenBuffer(mapper, false)) {
      Tokens.write(tree, tokens);
      return reader.readValue(tokens.asParser(mapper));
    } catch (JsonProcessingException refused) {
      throw Refusals.of(refused);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Override
  public final byte[] write(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    try (JsonGenerator to = new StrictGenerator(mapper.createGenerator(bytes))) {
      mapper.writeValue(to, value);
    } catch (JsonProcessingException unfit) {
      throw new IllegalArgumentException("a value that has no JSON form", unfit);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
