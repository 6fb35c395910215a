using System.ComponentModel;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>
/// A class whose methods handle gateway events. Do not write it by hand: put <see cref="GatewayEventAttribute"/> on a
/// <see langword="partial"/> class, and the source generator implements it.
/// </summary>
public interface IGatewayHandler
{
    /// <summary>The methods that handle events, in the order of the class.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    IReadOnlyList<HandlerMethod> Methods { get; }

    /// <summary>Calls one of the <see cref="Methods"/>.</summary>
    /// <param name="method">Its index in <see cref="Methods"/>.</param>
    /// <param name="dispatch">The event.</param>
    /// <param name="shard">The shard that received it.</param>
    /// <param name="cancellationToken">Cancelled when the cluster has waited long enough for its handlers at a stop.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    ValueTask InvokeAsync(int method, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken);
}
