using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Text.Json;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest;

/// <summary>The body of an answer.</summary>
/// <param name="route">The route, for errors.</param>
/// <param name="bytes">The body; empty if there is none.</param>
internal readonly ref struct RestAnswer(RestRoute route, ReadOnlySpan<byte> bytes)
{
    /// <summary>The body.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>Reads the body as a model.</summary>
    /// <exception cref="DiscordApiException">The body is not such an object.</exception>
    public T Model<T>() where T : class, IGatewayModel<T>
    {
        var reader = new PayloadReader(Bytes);
        try
        {
            return T.Read(ref reader);
        }
        catch (JsonException exception)
        {
            throw DiscordApiException.Unreadable(route, exception);
        }
    }

    /// <summary>Reads the body as a list.</summary>
    /// <exception cref="DiscordApiException">The body is not such a list.</exception>
    public ImmutableArray<T> List<T>() where T : class, IGatewayModel<T>
    {
        var reader = new PayloadReader(Bytes);
        try
        {
            return reader.ReadModels<T>();
        }
        catch (JsonException exception)
        {
            throw DiscordApiException.Unreadable(route, exception);
        }
    }

    /// <summary>Reads the body as a map.</summary>
    /// <exception cref="DiscordApiException">The body is not such a map.</exception>
    public ReadOnlyDictionary<Snowflake, T> Map<T>() where T : class, IGatewayModel<T>
    {
        var reader = new PayloadReader(Bytes);
        try
        {
            return reader.ReadModelMap<T>();
        }
        catch (JsonException exception)
        {
            throw DiscordApiException.Unreadable(route, exception);
        }
    }

    /// <summary>Reads the body as a map from ids to whole numbers.</summary>
    /// <exception cref="DiscordApiException">The body is not such a map.</exception>
    public ReadOnlyDictionary<Snowflake, int> Int32Map()
    {
        var reader = new PayloadReader(Bytes);
        try
        {
            return reader.ReadInt32Map();
        }
        catch (JsonException exception)
        {
            throw DiscordApiException.Unreadable(route, exception);
        }
    }
}
