using System;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest;

/// <summary>What emitted routes call of the client.</summary>
public sealed partial class BotRest(string address)
{
    public Task SendAsync(RestRequest request, CancellationToken cancellationToken) => throw new DiscordApiException(address);

    public Task<T> ReadAsync<T>(RestRequest request, CancellationToken cancellationToken)
        where T : class, IGatewayModel<T> => throw new DiscordApiException(address);

    public Task<T?> ReadOrNullAsync<T>(RestRequest request, CancellationToken cancellationToken)
        where T : class, IGatewayModel<T> => throw new DiscordApiException(address);

    public Task<ImmutableArray<T>> ReadListAsync<T>(RestRequest request, CancellationToken cancellationToken)
        where T : class, IGatewayModel<T> => throw new DiscordApiException(address);

    public Task<ReadOnlyDictionary<Snowflake, T>> ReadMapAsync<T>(RestRequest request, CancellationToken cancellationToken)
        where T : class, IGatewayModel<T> => throw new DiscordApiException(address);

    public Task<ReadOnlyDictionary<Snowflake, int>> ReadInt32MapAsync(RestRequest request, CancellationToken cancellationToken) =>
        throw new DiscordApiException(address);

    public Task<byte[]> ReadBytesAsync(RestRequest request, CancellationToken cancellationToken) => throw new DiscordApiException(address);
}

public sealed class DiscordApiException(string message) : Exception(message);

public sealed class RestNotSentException(string message) : Exception(message);

public sealed class RestFileException(string message) : Exception(message);

public sealed record RestFile(string Name);

public readonly record struct RestRoute(HttpMethod Method, string Template, RestTraits Traits = RestTraits.None);

[Flags]
public enum RestTraits
{
    None = 0,
    Unauthorized = 1,
    Interaction = 2,
    NotRepeatable = 4,
}

public readonly record struct RestRequest(RestRoute Route, string Address, ulong Major = 0)
{
    public string? TokenKey { get; init; }

    public IRestBody? Body { get; init; }

    public ImmutableArray<RestFile> Files { get; init; }

    public string? Reason { get; init; }
}

public interface IRestBody
{
    void WriteTo(Utf8JsonWriter writer);
}

internal sealed class RestBodyList<T>(ImmutableArray<T> elements) : IRestBody where T : class, IRestBody
{
    public void WriteTo(Utf8JsonWriter writer) => elements[0].WriteTo(writer);
}

internal sealed class RestBodyJson(JsonText json) : IRestBody
{
    public void WriteTo(Utf8JsonWriter writer) => writer.WriteRawValue(json.ToString());
}

internal static class RestPath
{
    public static string Escape(string value) => Uri.EscapeDataString(value);
}

internal ref struct QueryWriter(Span<char> destination)
{
    private readonly int room = destination.Length;

    public readonly void Write<T>(string name, T? value) where T : struct, ISpanFormattable => _ = (name, value);

    public readonly void Write(string name, bool? value) => _ = (name, value);

    public readonly void Write(string name, Timestamp? value) => _ = (name, value);

    public readonly void Write(string name, string? value) => _ = (name, value);

    public readonly void WriteList<T>(string name, ImmutableArray<T> values) => _ = (name, values);

    public readonly bool TryEnd(out int charsWritten)
    {
        charsWritten = 0;
        return room > 0;
    }
}
