using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using BenchmarkDotNet.Attributes;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Reading;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>Measures the serialization of a message model and of plain classes with the same fields.</summary>
public class ModelWriteBenchmarks
{
    private readonly MessageCreate model = (MessageCreate)ReadingCase.Message.Model();
    private readonly Reading.Plain.MessageCreate plain = (Reading.Plain.MessageCreate)ReadingCase.Message.Plain();
    private readonly Reading.Plain.PlainContext context = new(
        new JsonSerializerOptions { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull });
    private readonly ArrayBufferWriter<byte> buffer = new(4096);

    [Benchmark(Baseline = true)]
    public byte[] PlainClassByReflection() => JsonSerializer.SerializeToUtf8Bytes(plain, PlainJson.AsNamed);

    [Benchmark]
    public byte[] PlainClassBySourceGenerator() => JsonSerializer.SerializeToUtf8Bytes(plain, context.MessageCreate);

    [Benchmark]
    public byte[] ModelToArray() => JsonSerializer.SerializeToUtf8Bytes(model, GatewayJsonContext.Default.MessageCreate);

    private static void Write<T>(Utf8JsonWriter writer, T value)
        where T : Spectacles.Gateway.Events.IGatewayModel<T> => T.Write(writer, value);

    /// <summary>Writes into a reused buffer.</summary>
    [Benchmark]
    public int ModelToBuffer()
    {
        buffer.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(buffer);
        Write(writer, model);
        writer.Flush();
        return buffer.WrittenCount;
    }
}
