using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>Models whose type a test knows only when it runs.</summary>
internal static class Models
{
    /// <summary>Reads and writes through the serializer.</summary>
    public static byte[] RoundTrip(Type model, byte[] json) => Bind<Func<byte[], byte[]>>(nameof(RoundTrip), model)(json);

    /// <summary>Reads a text in pieces of a few bytes, and writes.</summary>
    public static byte[] RoundTripInPieces(Type model, byte[] json, int size) =>
        Bind<Func<byte[], int, byte[]>>(nameof(RoundTripInPieces), model)(json, size);

    /// <summary>Reads as a handler's dispatch does, under the name of the event, and writes.</summary>
    public static byte[] Dispatch(Type model, string name, byte[] json, RecordedFields? fields = null) =>
        Bind<Func<string, byte[], RecordedFields?, byte[]>>(nameof(Dispatch), model)(name, json, fields);

    private static byte[] RoundTrip<T>(byte[] json) where T : class, IGatewayModel<T>
    {
        var info = Info<T>();
        return JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize(json, info)!, info);
    }

    private static byte[] RoundTripInPieces<T>(byte[] json, int size) where T : class, IGatewayModel<T>
    {
        var reader = new Utf8JsonReader(TextSegment.Of(json, size));
        reader.Read();
        var model = new GatewayModelConverter<T>().Read(ref reader, typeof(T), JsonSerializerOptions.Default);
        Assert.Equal(JsonTokenType.EndObject, reader.TokenType);

        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        T.Write(writer, model);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Dispatch<T>(string name, byte[] json, RecordedFields? fields) where T : class, IGatewayModel<T>
    {
        var state = new DispatchState { Reports = fields };
        var model = new Dispatch(Encoding.UTF8.GetBytes(name), json, 1, ref state).Model<T>();
        return JsonSerializer.SerializeToUtf8Bytes(model, Info<T>());
    }

    private static JsonTypeInfo<T> Info<T>() => (JsonTypeInfo<T>)GatewayJsonContext.Default.GetTypeInfo(typeof(T))!;

    private static TDelegate Bind<TDelegate>(string name, Type model) where TDelegate : Delegate => typeof(Models)
        .GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
        .Single(method => method.Name == name && method.IsGenericMethodDefinition)
        .MakeGenericMethod(model)
        .CreateDelegate<TDelegate>();
}
