using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest;

/// <content>How a request is sent.</content>
public sealed partial class BotRest
{
    /// <summary>Sends a request and reads no answer.</summary>
    public Task SendAsync(in RestRequest request, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Sends a request and reads the answer as a model.</summary>
    public Task<T> ReadAsync<T>(in RestRequest request, CancellationToken cancellationToken = default)
        where T : class, IGatewayModel<T> => throw new NotImplementedException();

    /// <summary>Sends a request and reads the answer as a model; null if the answer has no body.</summary>
    public Task<T?> ReadOrNullAsync<T>(in RestRequest request, CancellationToken cancellationToken = default)
        where T : class, IGatewayModel<T> => throw new NotImplementedException();

    /// <summary>Sends a request and reads the answer as a list.</summary>
    public Task<ImmutableArray<T>> ReadListAsync<T>(in RestRequest request, CancellationToken cancellationToken = default)
        where T : class, IGatewayModel<T> => throw new NotImplementedException();

    /// <summary>Sends a request and reads the answer as a map with ids as keys.</summary>
    public Task<ReadOnlyDictionary<Snowflake, T>> ReadMapAsync<T>(in RestRequest request, CancellationToken cancellationToken = default)
        where T : class, IGatewayModel<T> => throw new NotImplementedException();
}
