using System.Collections.ObjectModel;

namespace Spectacles.Gateway.Rest;

/// <content>Answers that are no models.</content>
public sealed partial class BotRest
{
    /// <summary>Sends a request and returns the answer as it is, such as an image.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public async Task<byte[]> ReadBytesAsync(RestRequest request, CancellationToken cancellationToken = default)
    {
        using var call = StartCall(request, cancellationToken);
        await ExchangeAsync(call).ConfigureAwait(false);
        return call.Answer.Bytes.ToArray();
    }

    /// <summary>Sends a request and reads the answer as a map from ids to whole numbers.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public async Task<ReadOnlyDictionary<Snowflake, int>> ReadInt32MapAsync(
        RestRequest request,
        CancellationToken cancellationToken = default)
    {
        using var call = StartCall(request, cancellationToken);
        await ExchangeAsync(call).ConfigureAwait(false);
        return call.Answer.Int32Map();
    }
}
