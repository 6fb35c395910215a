using System.Buffers;
using System.Reflection;
using System.Text.Json;
using Spectacles.Gateway.Dispatching;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>What is read and written back is the same, as a value; unknown fields are the only loss.</summary>
public sealed class ModelRoundTripTests
{
    public static TheoryData<string> Payloads => new(Payload.Names);

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Is_written_as_it_was_read(string name)
    {
        byte[] json = Payload.Read(name);
        JsonValues.AssertEqual(json, RoundTrip(name, json));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void The_order_of_keys_does_not_matter(string name)
    {
        byte[] json = Payload.Read(name);
        JsonValues.AssertEqual(json, RoundTrip(name, Payload.Reverse(json)));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Unknown_fields_are_skipped(string name)
    {
        byte[] json = Payload.Read(name);
        JsonValues.AssertEqual(json, Payload.RemoveUnknownFields(RoundTrip(name, Payload.AddUnknownFields(json))));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Escaped_names_are_the_same_names(string name)
    {
        byte[] json = Payload.Read(name);
        JsonValues.AssertEqual(json, RoundTrip(name, Payload.EscapeNames(json)));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void A_text_in_pieces_reads_the_same(string name)
    {
        byte[] json = Payload.Read(name);
        Assert.All([1, 2, 7, 64], size => JsonValues.AssertEqual(json, RoundTrip(name, nameof(ThroughPieces), json, size)));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void An_empty_object_is_read_and_has_no_null_where_none_may_be(string name)
    {
        object model = JsonSerializer.Deserialize("{}"u8, GatewayJsonContext.Default.GetTypeInfo(Payload.ModelOf(name))!)!;
        AssertComplete(model, new NullabilityInfoContext());
    }

    [Fact]
    public void Every_event_of_the_schema_has_a_payload()
    {
        using JsonDocument schema = JsonDocument.Parse(Payload.SchemaText);
        var events = schema.RootElement.GetProperty("events").EnumerateObject().Select(property => property.Name);
        Assert.Equal(events.Order(StringComparer.Ordinal), Payload.Names.Select(name => name.Split('.')[0]).Distinct());
    }

    [Fact]
    public void Every_field_of_the_schema_is_in_a_payload()
    {
        using JsonDocument schema = JsonDocument.Parse(Payload.SchemaText);
        string all = string.Concat(Payload.Names.Select(name => System.Text.Encoding.UTF8.GetString(Payload.Read(name))));
        var fields = schema.RootElement.GetProperty("types").EnumerateObject()
            .Where(type => type.Value.TryGetProperty("fields", out _))
            .SelectMany(type => type.Value.GetProperty("fields").EnumerateObject().Select(field => field.Name.TrimEnd('?')))
            .Distinct();
        Assert.DoesNotContain(fields, field => !all.Contains($"\"{field}\":", StringComparison.Ordinal));
    }

    private static void AssertComplete(object model, NullabilityInfoContext nullability)
    {
        foreach (PropertyInfo property in model.GetType().GetProperties())
        {
            object? value = property.GetValue(model);
            if (nullability.Create(property).ReadState == NullabilityState.NotNull)
            {
                Assert.True(value is not null, $"{model.GetType().Name}.{property.Name}");
                if (value.GetType().Namespace == typeof(Ready).Namespace && value.GetType().IsClass)
                {
                    AssertComplete(value, nullability);
                }
                else if (value is System.Collections.IEnumerable list)
                {
                    Assert.Empty(list);
                }
            }
        }
    }

    private static byte[] RoundTrip(string name, byte[] json) => RoundTrip(name, nameof(ThroughSerializer), json, 0);

    private static byte[] RoundTrip(string name, string method, byte[] json, int size) => (byte[])typeof(ModelRoundTripTests)
        .GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!
        .MakeGenericMethod(Payload.ModelOf(name))
        .Invoke(null, [json, size])!;

    private static byte[] ThroughSerializer<T>(byte[] json, int _) where T : class, IGatewayModel<T>
    {
        var info = (System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>)GatewayJsonContext.Default.GetTypeInfo(typeof(T))!;
        return JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize(json, info)!, info);
    }

    private static byte[] ThroughPieces<T>(byte[] json, int size) where T : class, IGatewayModel<T>
    {
        var reader = new Utf8JsonReader(Pieces.Of(json, size));
        reader.Read();
        var model = new GatewayModelConverter<T>().Read(ref reader, typeof(T), JsonSerializerOptions.Default);
        Assert.Equal(JsonTokenType.EndObject, reader.TokenType);

        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        T.Write(writer, model);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
