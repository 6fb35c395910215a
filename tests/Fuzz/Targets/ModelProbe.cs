using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectacles.Gateway;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Fuzz.Targets;

/// <summary>Reads and writes a model whose type the input selects.</summary>
internal abstract class ModelProbe
{
    /// <summary>Every model of the library, by its name.</summary>
    public static IReadOnlyDictionary<string, ModelProbe> All { get; } = JsonSamples.Types
        .ToDictionary(
            type => type,
            type =>
                (ModelProbe)Activator.CreateInstance(
                    typeof(ModelProbe<>).MakeGenericType(
                        typeof(GatewayJsonContext).Assembly.GetType($"Spectacles.Gateway.Events.{type}", throwOnError: true)!))!);

    /// <summary>Reads the model as for handlers, and writes it; null if it is rejected.</summary>
    /// <param name="json">The payload.</param>
    /// <param name="allocated">The memory that was allocated, in bytes.</param>
    public abstract byte[]? Dispatch(ReadOnlySpan<byte> json, out long allocated);

    /// <summary>Reads the model with JsonSerializer, and writes it; null if it is rejected.</summary>
    public abstract byte[]? Serializer(byte[] json);
}

/// <inheritdoc/>
/// <typeparam name="T">The model.</typeparam>
internal sealed class ModelProbe<T> : ModelProbe where T : class, IGatewayModel<T>
{
    private static readonly JsonTypeInfo<T> Info = (JsonTypeInfo<T>)GatewayJsonContext.Default.GetTypeInfo(typeof(T))!;
    private static readonly byte[] Name = Encoding.UTF8.GetBytes(typeof(T).Name);

    public override byte[]? Dispatch(ReadOnlySpan<byte> json, out long allocated)
    {
        T model;
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var state = new DispatchState();
            model = new Dispatch(Name, json, 1, ref state).Model<T>();
        }
        catch (JsonException)
        {
            return null;
        }
        finally
        {
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return JsonSerializer.SerializeToUtf8Bytes(model, Info);
    }

    public override byte[]? Serializer(byte[] json)
    {
        T? model;
        try
        {
            model = JsonSerializer.Deserialize(json, Info);
        }
        catch (JsonException)
        {
            return null;
        }

        return model is null ? null : JsonSerializer.SerializeToUtf8Bytes(model, Info);
    }
}
